import type { AccountOptions, SecretWarning } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { Place } from "../hub/place.ts";
import { remoteHub } from "../hub/remote-hub.ts";
import { type Check, inTime, ok, problem, type Surroundings, warning } from "./check.ts";
import { accountCheckId, notSignedIn, permissionChecks } from "./permission-checks.ts";
import { storedSignIn } from "./stored-sign-in.ts";

/** The accounts as the running hub knows them, or else as their stored sign-ins tell. */
export async function accountChecks(
  config: CasementConfig,
  place: Place,
  world: Surroundings,
  offline: boolean,
): Promise<readonly Check[]> {
  const { secretWarningOf } = await import("@casement/host");
  const secrets = config.options.accounts.flatMap((account) => secretChecks(account, world, secretWarningOf));
  if (place.run) return [...(await asHubSays(config, place, world)), ...secrets];
  const stored = config.options.accounts.map((account) => storedSignIn(account, config.dataDir, world, offline));
  return [...(await Promise.all(stored)).flat(), ...secrets];
}

function secretChecks(
  { name, clientSecret, clientSecretExpires }: AccountOptions,
  { clock }: Surroundings,
  due: (expires: Date, now: Date) => SecretWarning | undefined,
): readonly Check[] {
  if (clientSecret === undefined || clientSecretExpires === undefined) return [];
  const id = `secret:${name}`;
  const found = due(new Date(clientSecretExpires), clock.now());
  if (!found) return [ok(id, `${name}: the client secret holds until ${clientSecretExpires}.`)];
  const [what = "", ...cure] = found.message.split(/(?<=\.) /);
  return [(found.stage === "expired" ? problem : warning)(id, `${name}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`, cure.join(" "))];
}

async function asHubSays({ options }: CasementConfig, { run }: Place, world: Surroundings): Promise<readonly Check[]> {
  const found = await inTime(world, async (signal) => {
    const hub = remoteHub(run!, signal);
    const accounts = await hub.accounts();
    return Promise.all(accounts.map(async (account) => ({ account, report: await hub.scopes(account.name) })));
  }).catch(() => undefined);
  if (!found) return [warning("accounts", "The hub did not tell about its accounts.", "Look at its log, or stop and start it.")];
  const unknown = options.accounts.filter(({ name }) => !found.some(({ account }) => account.name === name));
  return [
    ...unknown.map(({ name }) =>
      warning(accountCheckId(name), `${name}: the running hub does not know this account.`, "Stop the hub and start it again."),
    ),
    ...found.flatMap(({ account: { name, state, problem: broken, plugins }, report }): Check[] => {
      if (broken) return [problem(accountCheckId(name), `${name}: ${broken.message}`, `${broken.cure} To sign in: casement login ${name}`)];
      if (state !== "signed-in") return [notSignedIn(name)];
      const failing = plugins.flatMap(({ id, error }) =>
        error === undefined ? [] : [warning(`plugin:${name}/${id}`, `${name}: ${id}: ${error}`, "If it stays, look at the hub's log.")],
      );
      return [ok(accountCheckId(name), `${name}: signed in, by the hub's word.`), ...permissionChecks(report), ...failing];
    }),
  ];
}
