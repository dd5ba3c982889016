import { createHash } from "node:crypto";
import { CasementError, suggestName } from "@casement/core";
import { entriesIn } from "@casement/host/config";
import type { AccountConfiguration } from "@casement/surface-http";

/** An account as a config file has it, for editing. @throws CasementError `account-unknown` */
export function accountConfigurationOf(text: string, name: string): AccountConfiguration {
  const accounts = entriesIn(text, "accounts");
  const account = accounts.find((each) => each.name === name);
  if (!account) {
    const names = accounts.map((each) => String(each.name));
    throw new CasementError("account-unknown", `The config file has no account "${name}". ${suggestName(name, names)}`);
  }
  const configuration = configurationOf(account);
  return { ...configuration, version: createHash("sha256").update(JSON.stringify(configuration)).digest("hex").slice(0, 16) };
}

/** The same of an entry of `accounts:`. */
export function configurationOf(account: Readonly<Record<string, unknown>>): Omit<AccountConfiguration, "version"> {
  const texts = ["clientId", "accountType", "clientSecretExpires", "sharedMailbox", "timeZone", "signIn"].filter(
    (key) => typeof account[key] === "string",
  );
  return {
    name: String(account.name),
    ...Object.fromEntries(texts.map((key) => [key, account[key]])),
    enableUpdate: account.enableUpdate === true,
    hasClientSecret: account.clientSecret !== undefined && account.clientSecret !== null,
    plugins: Object.fromEntries(Object.entries(account.plugins ?? {}).map(([id, block]) => [id, block ?? {}])),
  };
}
