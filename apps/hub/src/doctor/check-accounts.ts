import type { AccountOptions, SecretWarning } from "@casement/host";
import type { Config } from "@casement/host/config";
import type { ConfigLocation } from "../hub/config-location.ts";
import { createRemoteHubClient } from "../hub/remote-hub-client.ts";
import { accountCheckIdOf, checkPermissions, notSignedInCheck } from "./check-permissions.ts";
import { checkStoredSignIn } from "./check-stored-sign-in.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";

/** The accounts as the running hub knows them, or else as their stored sign-ins tell. */
export async function checkAccounts(
  config: Config,
  place: ConfigLocation,
  world: DoctorEnvironment,
  offline: boolean,
): Promise<readonly DoctorCheck[]> {
  const { secretWarning } = await import("@casement/host");
  const secrets = config.options.accounts.flatMap((account) => checkSecret(account, world, secretWarning));
  if (place.run) return [...(await checkAccountsOfHub(config, place, world)), ...secrets];
  const stored = config.options.accounts.map((account) => checkStoredSignIn(account, config.dataDir, world, offline));
  return [...(await Promise.all(stored)).flat(), ...secrets];
}

function checkSecret(
  { name, clientSecret, clientSecretExpires }: AccountOptions,
  { clock }: DoctorEnvironment,
  due: (expires: Date, now: Date) => SecretWarning | undefined,
): readonly DoctorCheck[] {
  if (clientSecret === undefined || clientSecretExpires === undefined) return [];
  const id = `secret:${name}`;
  const found = due(new Date(clientSecretExpires), clock.now());
  if (!found) return [okCheck(id, `${name}: the client secret holds until ${clientSecretExpires}.`)];
  const [what = "", ...cure] = found.message.split(/(?<=\.) /);
  return [
    (found.stage === "expired" ? problemCheck : warningCheck)(
      id,
      `${name}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
      cure.join(" "),
    ),
  ];
}

async function checkAccountsOfHub({ options }: Config, { run }: ConfigLocation, world: DoctorEnvironment): Promise<readonly DoctorCheck[]> {
  const found = await withTimeLimit(world, async (signal) => {
    const hub = createRemoteHubClient(run!, signal);
    const accounts = await hub.accounts();
    return Promise.all(accounts.map(async (account) => ({ account, report: await hub.scopes(account.name) })));
  }).catch(() => undefined);
  if (!found) return [warningCheck("accounts", "The hub did not tell about its accounts.", "Look at its log, or stop and start it.")];
  const unknown = options.accounts.filter(({ name }) => !found.some(({ account }) => account.name === name));
  return [
    ...unknown.map(({ name }) =>
      warningCheck(accountCheckIdOf(name), `${name}: the running hub does not know this account.`, "Stop the hub and start it again."),
    ),
    ...found.flatMap(({ account: { name, state, problem: broken, plugins }, report }): DoctorCheck[] => {
      if (broken)
        return [problemCheck(accountCheckIdOf(name), `${name}: ${broken.message}`, `${broken.cure} To sign in: casement login ${name}`)];
      if (state !== "signed-in") return [notSignedInCheck(name)];
      const failing = plugins.flatMap(({ id, error }) =>
        error === undefined
          ? []
          : [warningCheck(`plugin:${name}/${id}`, `${name}: ${id}: ${error}`, "If it stays, look at the hub's log.")],
      );
      return [okCheck(accountCheckIdOf(name), `${name}: signed in, by the hub's word.`), ...checkPermissions(report), ...failing];
    }),
  ];
}
