import { constants, verify, X509Certificate } from "node:crypto";
import type { Clock } from "@casement/core";
import type { AppRegistration } from "../directory.ts";
import { createEntraError } from "./entra-error.ts";

/**
 * Checks a client assertion: a JSON Web Token that a registered certificate signed.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 *
 * @throws EntraError when the certificate is not registered or has expired, or the token is wrong or out of its time.
 */
export function checkClientAssertion(app: AppRegistration, assertion: string, clock: Clock): void {
  const values = { app: app.clientId };
  const [head = "", body = "", signature = ""] = assertion.split(".");
  const [header, claims] = [parseJson(head), parseJson(body)];
  if (!header || !claims) throw createEntraError(50027, values);
  if (claims.iss !== app.clientId || claims.sub !== app.clientId) throw createEntraError(700021, values);
  const certificate = (app.certificates ?? [])
    .map((pem) => new X509Certificate(pem))
    .find(({ fingerprint256 }) => Buffer.from(fingerprint256.replaceAll(":", ""), "hex").toString("base64url") === header["x5t#S256"]);
  const now = clock.now().getTime();
  if (!certificate) throw createEntraError(700027, { ...values, reason: "The key was not found." });
  if (Date.parse(certificate.validTo) <= now) throw createEntraError(700027, { ...values, reason: "The key used is expired." });
  const padding = header.alg === "PS256" ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const key = { key: certificate.publicKey, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  if (!verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url")))
    throw createEntraError(700027, { ...values, reason: "The provided signature value did not match the expected signature value." });
  const isInTime = Number(claims.nbf) * 1000 <= now + skewMs && now - skewMs < Number(claims.exp) * 1000;
  if (!isInTime) throw createEntraError(700024, values);
}

/** Clocks of clients may differ from Entra's by this (ms). */
const skewMs = 300_000;

function parseJson(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
