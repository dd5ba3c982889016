/** What is wrong with a server's certificate, by Node's error code. Nothing is sent over such a connection. */
export const certificateProblems: ReadonlyMap<string, string> = new Map([
  ["CERT_HAS_EXPIRED", "has expired"],
  ["CERT_NOT_YET_VALID", "is not valid yet"],
  ["CERT_REVOKED", "was revoked"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "is self-signed"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "is not from an issuer that this machine trusts"],
  ["UNABLE_TO_GET_ISSUER_CERT", "is not from an issuer that this machine trusts"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "is not from an issuer that this machine trusts"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "is not from an issuer that this machine trusts"],
  ["CERT_UNTRUSTED", "is not from an issuer that this machine trusts"],
  ["CERT_REJECTED", "is not accepted for this use"],
  ["INVALID_PURPOSE", "is not accepted for this use"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "is for another name"],
]);

/** "The certificate of graph.microsoft.com has expired …", with the cure, or undefined if the code is about something else. */
export function describeCertificateProblem(server: string, code: string | undefined): string | undefined {
  const problem = certificateProblems.get(code ?? "");
  if (problem === undefined) return undefined;
  return `The certificate of ${server} ${problem} (${code}), so nothing was sent. Check the clock of this machine, and any proxy or firewall that opens encrypted connections: its certificate belongs in NODE_EXTRA_CA_CERTS.`;
}
