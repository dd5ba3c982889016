import { CasementError, dayMs } from "@casement/core";
import type { AccountOptions } from "../api.ts";
import { certificateExpiry } from "./client-certificate.ts";

/** Whether a text is a client secret's id (a GUID) instead of its value. Values are never GUIDs. */
export function isSecretId(secret: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(secret.trim());
}

/** @throws CasementError `config-invalid` when the secret's id is given instead of its value */
export function checkClientSecret(account: string, secret: string | undefined): void {
  if (secret === undefined || !isSecretId(secret)) return;
  throw new CasementError(
    "config-invalid",
    `Account ${account}: clientSecret contains the secret's ID. Set it to the secret's value: the Value column under Certificates & secrets, shown only when you create the secret.`,
  );
}

export interface SecretWarning {
  /** Warn once per stage. */
  stage: "30 days" | "7 days" | "1 day" | "expired";
  message: string;
}

/** A credential of the app that expires. */
export interface ExpiringCredential {
  readonly kind: "secret" | "certificate";
  readonly expires: Date;
}

/** The credential of an account's app that expires, if its date is known. */
export function expiringCredentialOf({
  clientSecretExpires,
  clientCertificate,
}: Pick<AccountOptions, "clientSecretExpires" | "clientCertificate">): ExpiringCredential | undefined {
  if (clientCertificate) return { kind: "certificate", expires: certificateExpiry(clientCertificate) };
  return clientSecretExpires === undefined ? undefined : { kind: "secret", expires: new Date(clientSecretExpires) };
}

const renewalCures = {
  secret: "Create a new one in the app registration under Certificates & secrets, then update clientSecret and clientSecretExpires.",
  certificate: "Upload a new one to the app registration under Certificates & secrets, then update clientCertificate.",
};

/** The warning to give at `now` for a credential that expires, if any. */
export function secretWarningOf({ kind, expires }: ExpiringCredential, now: Date): SecretWarning | undefined {
  const left = expires.getTime() - now.getTime();
  const stage = left <= 0 ? "expired" : left <= dayMs ? "1 day" : left <= 7 * dayMs ? "7 days" : left <= 30 * dayMs ? "30 days" : undefined;
  if (!stage) return undefined;
  const date = expires.toISOString().slice(0, 10);
  const when = stage === "expired" ? `expired on ${date}` : `expires on ${date}, in ${dayCount(Math.ceil(left / dayMs))}`;
  return { stage, message: `The client ${kind} ${when}. ${renewalCures[kind]}` };
}

const dayCount = (count: number) => (count === 1 ? "1 day" : `${count} days`);
