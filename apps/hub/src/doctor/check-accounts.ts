import type { AccountOptions } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { ConfigLocation } from "../hub/config-location.ts";
import { createRemoteHubClient } from "../hub/remote-hub-client.ts";
import { accountCheckIdOf, checkPermissions, notSignedInCheck } from "./check-permissions.ts";
import { checkStoredSignIn } from "./check-stored-sign-in.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";

/** Checks the accounts: those of the running hub, or if no hub is running, the stored sign-ins. */
export async function checkAccounts(
  config: CasementConfig,
  location: ConfigLocation,
  environment: DoctorEnvironment,
  offline: boolean,
): Promise<readonly DoctorCheck[]> {
  const credentials = await import("@casement/host");
  const secrets = config.options.accounts.flatMap((account) => checkSecret(account, environment, credentials));
  if (location.run) return [...(await checkAccountsOfHub(config, location, environment)), ...secrets];
  const stored = config.options.accounts.map((account) => checkStoredSignIn(account, config.dataDir, environment, offline));
  return [...(await Promise.all(stored)).flat(), ...secrets];
}

function checkSecret(
  account: AccountOptions,
  { clock }: DoctorEnvironment,
  { expiringCredentialOf, secretWarningOf }: typeof import("@casement/host"),
): readonly DoctorCheck[] {
  const { name } = account;
  const credential = expiringCredentialOf(account);
  if (!credential) return [];
  const id = `secret:${name}`;
  const found = secretWarningOf(credential, clock.now());
  const until = credential.expires.toISOString().slice(0, 10);
  if (!found) return [okCheck(id, `${name}: the client ${credential.kind} is valid until ${until}.`)];
  const [message = "", ...cure] = found.message.split(/(?<=\.) /);
  return [
    (found.stage === "expired" ? problemCheck : warningCheck)(
      id,
      `${name}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
      cure.join(" "),
    ),
  ];
}

async function checkAccountsOfHub(
  { options }: CasementConfig,
  { run }: ConfigLocation,
  environment: DoctorEnvironment,
): Promise<readonly DoctorCheck[]> {
  const found = await withTimeLimit(environment, async (signal) => {
    const hub = createRemoteHubClient(run!, signal);
    const accounts = await hub.accounts();
    return Promise.all(accounts.map(async (account) => ({ account, report: await hub.scopes(account.name) })));
  }).catch(() => undefined);
  if (!found) return [warningCheck("accounts", "The hub did not return its accounts.", "Check its log, or restart it.")];
  const unknown = options.accounts.filter(({ name }) => !found.some(({ account }) => account.name === name));
  return [
    ...unknown.map(({ name }) =>
      warningCheck(accountCheckIdOf(name), `${name}: the running hub does not have this account.`, "Restart the hub."),
    ),
    ...found.flatMap(({ account: { name, state, problem: failure, plugins }, report }): DoctorCheck[] => {
      if (failure && state !== "signed-in")
        return [
          problemCheck(accountCheckIdOf(name), `${name}: ${failure.message}`, `${failure.cure} To sign in, run: casement login ${name}`),
        ];
      if (state !== "signed-in") return [notSignedInCheck(name)];
      const failing = plugins.flatMap(({ id, error }) =>
        error === undefined
          ? []
          : [warningCheck(`plugin:${name}/${id}`, `${name}: ${id}: ${error}`, "If this persists, check the log of the hub.")],
      );
      const signedIn = okCheck(accountCheckIdOf(name), `${name}: signed in (reported by the hub).`);
      // The problem of a plugin is among the failing ones.
      const wrong = failure && failing.length === 0 ? [warningCheck(`sensors:${name}`, `${name}: ${failure.message}`, failure.cure)] : [];
      return [signedIn, ...checkPermissions(report), ...failing, ...wrong];
    }),
  ];
}
