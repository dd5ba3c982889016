import { type Check, problem, type Surroundings } from "./check.ts";

const replaced = "Something on the way replaces certificates. Name the certificate of its authority in NODE_EXTRA_CA_CERTS.";
const lookFor = "Look at the network connection, the firewall and the proxy.";

/** By the code of Node.js: what it means, and what to do. */
const causes: Readonly<Record<string, readonly [means: string, cure: string]>> = {
  ENOTFOUND: ["its name is not known here", "Look at the network connection and at the name server (DNS) of this machine."],
  EAI_AGAIN: ["the name server does not answer", "Look at the network connection and at the name server (DNS) of this machine."],
  ECONNREFUSED: ["the connection is refused", lookFor],
  ECONNRESET: ["the connection breaks", lookFor],
  EHOSTUNREACH: ["there is no way to it", lookFor],
  ENETUNREACH: ["there is no network", "Look at the network connection."],
  ETIMEDOUT: ["it does not answer", lookFor],
  UND_ERR_CONNECT_TIMEOUT: ["it does not answer", lookFor],
  CERT_NOT_YET_VALID: ["its certificate is not valid yet", "The clock of this machine is probably behind. Set it."],
  CERT_HAS_EXPIRED: ["its certificate has expired", "The clock of this machine is probably wrong. Set it."],
  SELF_SIGNED_CERT_IN_CHAIN: ["its certificate is not Microsoft's", replaced],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["its certificate is not Microsoft's", replaced],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["its certificate cannot be verified", replaced],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["its certificate cannot be verified", replaced],
  ERR_TLS_CERT_ALTNAME_INVALID: ["its certificate is for another name", replaced],
};

/** `failure`: what fetch threw; undefined when no answer came in time. */
export function unreachable(id: string, what: string, failure: unknown, { limit }: Pick<Surroundings, "limit">): Check {
  if (failure === undefined) return problem(id, `${what} cannot be reached: no answer within ${limit / 1000} s.`, lookFor);
  const code = codeOf(failure);
  const [means, cure] = causes[code ?? ""] ?? [code === undefined ? "the connection fails" : `the connection fails (${code})`, lookFor];
  return problem(id, `${what} cannot be reached: ${means}.`, cure);
}

/** fetch hides it in `cause`, and where several addresses were tried, in `errors`. */
function codeOf(error: unknown): string | undefined {
  const { code, cause, errors } = (error ?? {}) as { code?: unknown; cause?: unknown; errors?: readonly unknown[] };
  if (typeof code === "string") return code;
  return cause === undefined ? errors && codeOf(errors[0]) : codeOf(cause);
}
