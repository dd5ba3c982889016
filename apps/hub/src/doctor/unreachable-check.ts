import { type DoctorCheck, type DoctorEnvironment, problemCheck } from "./doctor-check.ts";

const certificateCure = "Something on the way replaces certificates. Name the certificate of its authority in NODE_EXTRA_CA_CERTS.";
const connectionCure = "Look at the network connection, the firewall and the proxy.";

/** By the code of Node.js: what it means, and what to do. */
const causes: Readonly<Record<string, readonly [means: string, cure: string]>> = {
  ENOTFOUND: ["its name is not known here", "Look at the network connection and at the name server (DNS) of this machine."],
  EAI_AGAIN: ["the name server does not answer", "Look at the network connection and at the name server (DNS) of this machine."],
  ECONNREFUSED: ["the connection is refused", connectionCure],
  ECONNRESET: ["the connection breaks", connectionCure],
  EHOSTUNREACH: ["there is no way to it", connectionCure],
  ENETUNREACH: ["there is no network", "Look at the network connection."],
  ETIMEDOUT: ["it does not answer", connectionCure],
  UND_ERR_CONNECT_TIMEOUT: ["it does not answer", connectionCure],
  CERT_NOT_YET_VALID: ["its certificate is not valid yet", "The clock of this machine is probably behind. Set it."],
  CERT_HAS_EXPIRED: ["its certificate has expired", "The clock of this machine is probably wrong. Set it."],
  SELF_SIGNED_CERT_IN_CHAIN: ["its certificate is not Microsoft's", certificateCure],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["its certificate is not Microsoft's", certificateCure],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["its certificate cannot be verified", certificateCure],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["its certificate cannot be verified", certificateCure],
  ERR_TLS_CERT_ALTNAME_INVALID: ["its certificate is for another name", certificateCure],
};

/** `failure`: what fetch threw; undefined when no answer came in time. */
export function unreachableCheck(id: string, what: string, failure: unknown, { timeout }: Pick<DoctorEnvironment, "timeout">): DoctorCheck {
  if (failure === undefined) return problemCheck(id, `${what} cannot be reached: no answer within ${timeout / 1000} s.`, connectionCure);
  const code = codeOf(failure);
  const [means, cure] = causes[code ?? ""] ?? [
    code === undefined ? "the connection fails" : `the connection fails (${code})`,
    connectionCure,
  ];
  return problemCheck(id, `${what} cannot be reached: ${means}.`, cure);
}

/** fetch hides it in `cause`, and where several addresses were tried, in `errors`. */
function codeOf(error: unknown): string | undefined {
  const { code, cause, errors } = (error ?? {}) as { code?: unknown; cause?: unknown; errors?: readonly unknown[] };
  if (typeof code === "string") return code;
  return cause === undefined ? errors && codeOf(errors[0]) : codeOf(cause);
}
