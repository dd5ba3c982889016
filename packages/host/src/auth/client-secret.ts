import { CasementError } from "@casement/core";

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

const day = 24 * 3600_000;

/** The warning to give at `now` for a secret that expires at `expires` (`clientSecretExpires`), if any. */
export function secretWarningOf(expires: Date, now: Date): SecretWarning | undefined {
  const left = expires.getTime() - now.getTime();
  const stage = left <= 0 ? "expired" : left <= day ? "1 day" : left <= 7 * day ? "7 days" : left <= 30 * day ? "30 days" : undefined;
  if (!stage) return undefined;
  const date = expires.toISOString().slice(0, 10);
  const when = stage === "expired" ? `expired on ${date}` : `expires on ${date}, in ${dayCount(Math.ceil(left / day))}`;
  return {
    stage,
    message: `The client secret ${when}. Create a new one in the app registration under Certificates & secrets, then update clientSecret and clientSecretExpires.`,
  };
}

const dayCount = (count: number) => (count === 1 ? "1 day" : `${count} days`);
