import { type DoctorCheck, type DoctorEnvironment, problemCheck } from "./doctor-check.ts";

const certificateCure =
  "A proxy or filter replaces the certificates. Set NODE_EXTRA_CA_CERTS to the file with the certificate of its authority.";
const connectionCure = "Check the network connection, the firewall, and the proxy.";

/** Meaning and cure, by the error code of Node.js. */
const causes: Readonly<Record<string, readonly [means: string, cure: string]>> = {
  ENOTFOUND: ["its name could not be resolved", "Check the network connection and the name server (DNS) of this machine."],
  EAI_AGAIN: ["the name server does not respond", "Check the network connection and the name server (DNS) of this machine."],
  ECONNREFUSED: ["the connection was refused", connectionCure],
  ECONNRESET: ["the connection was closed", connectionCure],
  EHOSTUNREACH: ["there is no route to it", connectionCure],
  ENETUNREACH: ["there is no network", "Check the network connection."],
  ETIMEDOUT: ["it does not respond", connectionCure],
  UND_ERR_CONNECT_TIMEOUT: ["it does not respond", connectionCure],
  CERT_NOT_YET_VALID: ["its certificate is not valid yet", "The clock of this machine is probably behind. Correct it."],
  CERT_HAS_EXPIRED: ["its certificate has expired", "The clock of this machine is probably wrong. Correct it."],
  SELF_SIGNED_CERT_IN_CHAIN: ["its certificate is not Microsoft's", certificateCure],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["its certificate is not Microsoft's", certificateCure],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["its certificate cannot be verified", certificateCure],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["its certificate cannot be verified", certificateCure],
  ERR_TLS_CERT_ALTNAME_INVALID: ["its certificate is for another name", certificateCure],
};

/** `failure`: the error of fetch; undefined on timeout. */
export function unreachableCheck(
  id: string,
  service: string,
  failure: unknown,
  { timeout }: Pick<DoctorEnvironment, "timeout">,
): DoctorCheck {
  if (failure === undefined) return problemCheck(id, `Could not reach ${service}: no response within ${timeout / 1000} s.`, connectionCure);
  const code = codeOf(failure);
  const [means, cure] = causes[code ?? ""] ?? [
    code === undefined ? "the connection failed" : `the connection failed (${code})`,
    connectionCure,
  ];
  return problemCheck(id, `Could not reach ${service}: ${means}.`, cure);
}

/** fetch puts the code in `cause`, or if it tried several addresses, in `errors`. */
function codeOf(error: unknown): string | undefined {
  const { code, cause, errors } = (error ?? {}) as { code?: unknown; cause?: unknown; errors?: readonly unknown[] };
  if (typeof code === "string") return code;
  return cause === undefined ? errors && codeOf(errors[0]) : codeOf(cause);
}
