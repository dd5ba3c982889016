import { CasementError } from "@casement/core";

/** Whether a text is a secret's id (a GUID) and not its value. Microsoft's values are never GUIDs. */
export function isSecretId(secret: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(secret.trim());
}

/** @throws CasementError `config-invalid` when the secret's id was given in place of its value. */
export function checkClientSecret(account: string, secret: string | undefined): void {
  if (secret === undefined || !isSecretId(secret)) return;
  throw new CasementError(
    "config-invalid",
    `Account ${account}: clientSecret holds the secret's id. Put its value there: the Value column under Certificates & secrets, shown only when the secret is made.`,
  );
}

export interface SecretWarning {
  /** Raise it once per stage. */
  stage: "30 days" | "7 days" | "1 day" | "expired";
  message: string;
}

const day = 24 * 3600_000;

/** The warning due now for a secret that ends at `expires` (`clientSecretExpires`), if any. */
export function secretWarningOf(expires: Date, now: Date): SecretWarning | undefined {
  const left = expires.getTime() - now.getTime();
  const stage = left <= 0 ? "expired" : left <= day ? "1 day" : left <= 7 * day ? "7 days" : left <= 30 * day ? "30 days" : undefined;
  if (!stage) return undefined;
  const date = expires.toISOString().slice(0, 10);
  const when = stage === "expired" ? `expired on ${date}` : `expires on ${date}, in ${dayCount(Math.ceil(left / day))}`;
  return {
    stage,
    message: `The client secret ${when}. Make a new one in the app registration under Certificates & secrets, then change clientSecret and clientSecretExpires.`,
  };
}

const dayCount = (count: number) => (count === 1 ? "1 day" : `${count} days`);
