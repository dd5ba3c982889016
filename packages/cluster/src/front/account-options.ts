import type { AccountOptions, AccountStatus } from "@casement/host";
import type { ToldAccount } from "@casement/host/ports";
import type { MissingReason } from "../view/not-running.ts";
import { notRunning } from "../view/not-running.ts";
import type { FrontAccount } from "./front-accounts.ts";

/** What is known of an account's configuration: from its owner, or from the list while nobody has run it. Without secrets and plugins. */
export function optionsOf({ name, configuration }: FrontAccount, told: ToldAccount | undefined): AccountOptions {
  if (told) return { ...told.options, plugins: [] };
  const text = (key: string) => (typeof configuration[key] === "string" ? { [key]: configuration[key] } : {});
  return {
    name,
    clientId: String(configuration.clientId ?? ""),
    accountType: String(configuration.accountType ?? "work"),
    ...text("cloud"),
    ...text("sharedMailbox"),
    ...text("signIn"),
    ...text("timeZone"),
    ...(typeof configuration.enableUpdate === "boolean" && { enableUpdate: configuration.enableUpdate }),
    plugins: [],
  };
}

/** `missing`: why nobody runs the account now, so that what was told is old. */
export function statusOf(account: FrontAccount, told: ToldAccount | undefined, missing: MissingReason | undefined): AccountStatus {
  const status = told?.status ?? unknownStatus(account);
  if (told && !missing) return status;
  const problem = missing ?? notRunning(account.name);
  const staleSensors = told?.status.state === "signed-in" ? told.sensors.length : 0;
  return { ...status, staleSensors, problem };
}

/** Of an account that nobody has ever run. */
function unknownStatus(account: FrontAccount): AccountStatus {
  const { name, accountType, timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } = optionsOf(account, undefined);
  return {
    name,
    state: "signed-out",
    type: accountType === "personal" ? "personal" : "work",
    timeZone,
    requestedSet: "all",
    plugins: [],
    staleSensors: 0,
    throttledUntil: {},
    warnings: [],
  };
}
