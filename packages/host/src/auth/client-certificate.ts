import { createPrivateKey, X509Certificate } from "node:crypto";

/** A certificate with which the app proves its identity, in place of a secret. Both texts are PEM. */
export interface ClientCertificate {
  /** The private key, without a passphrase. */
  readonly key: string;
  /** As it was uploaded to the app registration. */
  readonly certificate: string;
}

/** What is wrong with a certificate and its key, without a network. */
export function findCertificateProblem({
  key,
  certificate,
}: ClientCertificate): { path: keyof ClientCertificate; message: string } | undefined {
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(certificate);
  } catch {
    return { path: "certificate", message: "is not a certificate in PEM format, which begins with -----BEGIN CERTIFICATE-----" };
  }
  if (/-----BEGIN ENCRYPTED/.test(key) || /^Proc-Type: .*ENCRYPTED/m.test(key))
    return {
      path: "key",
      message: "has a passphrase; write the key without one to a file that only you can read: openssl pkey -in KEY -out FILE",
    };
  try {
    if (parsed.checkPrivateKey(createPrivateKey(key))) return undefined;
  } catch {
    return { path: "key", message: "is not a private key in PEM format, which begins with -----BEGIN PRIVATE KEY-----" };
  }
  return { path: "key", message: "belongs to another certificate" };
}

/** What msal-node needs. */
export const toMsalCertificate = ({
  key,
  certificate,
}: ClientCertificate): { readonly privateKey: string; readonly thumbprintSha256: string } => ({
  privateKey: key,
  thumbprintSha256: new X509Certificate(certificate).fingerprint256.replaceAll(":", ""),
});

export const certificateExpiry = ({ certificate }: ClientCertificate): Date => new Date(new X509Certificate(certificate).validTo);
