import { dirname } from "node:path";
import { CasementError, type Plugin } from "@casement/core";
import type { DefinedAccount, Host } from "@casement/host";
import { type CasementConfig, prepareAddedAccount, prepareChangedAccount, prepareRemovedAccount } from "@casement/host/config";
import type { AccountSetup } from "@casement/surface-http";
import { distributionClientId } from "../init/distribution-client-id.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { accountConfigurationOf } from "./account-configuration.ts";
import type { ConfigChanges } from "./config-changes.ts";
import { pluginSources } from "./read-config.ts";

const emulatedClientId = "11111111-1111-4111-8111-111111111111";

/** Adds, changes and removes accounts in the configuration file and in the running hub: both, or none of them. */
export function createAccountSetup(host: Host, config: CasementConfig, changes: ConfigChanges, { env }: CommandIo): AccountSetup {
  const { file } = config;
  return {
    file,
    clientIds: offeredClientIds(config, env),
    plugins: () => knownPlugins(config),
    add: (account) =>
      changes.inTurn(async (options) => {
        const edit = await prepareAddedAccount(account, options);
        const added = accountOf(edit.config, account.name);
        await changes.apply(
          edit,
          () => host.addAccount(added),
          () => host.removeAccount(account.name),
        );
        return { name: account.name, file };
      }),
    read: async (name) => accountConfigurationOf(changes.text, name),
    change: (name, { version, ...change }) =>
      changes.inTurn(async (options) => {
        if (version !== undefined && version !== accountConfigurationOf(changes.text, name).version)
          throw new CasementError(
            "edit-conflict",
            `Account ${name} was changed elsewhere meanwhile, so this change was not saved. Load it again, then repeat the change.`,
          );
        const before = host.account(name).options as DefinedAccount;
        const edit = await prepareChangedAccount(name, change, options);
        const changed = accountOf(edit.config, name);
        await changes.apply(
          edit,
          () => host.changeAccount(name, changed),
          () => host.changeAccount(name, before),
        );
      }),
    remove: (name) =>
      changes.inTurn(async (options) => {
        host.account(name);
        const edit = await prepareRemovedAccount(name, options);
        // Its data cannot come back.
        const explain = async (): Promise<void> => {
          throw new CasementError(
            "config-changed",
            `The data of account ${name} was deleted, but the config file changed meanwhile, and still has the account. Remove it there.`,
          );
        };
        await changes.apply(edit, () => host.removeAccount(name), explain);
      }),
  };
}

/** Apps that need not be registered. The emulator accepts any client ID. */
export const offeredClientIds = ({ emulator }: CasementConfig, env: CommandIo["env"]): NonNullable<AccountSetup["clientIds"]> =>
  emulator === undefined ? { personal: distributionClientId(env) } : { work: emulatedClientId, personal: emulatedClientId };

/** The plugins that an account can use. Those that are not installed are omitted. */
export async function knownPlugins({ file, packages }: CasementConfig): Promise<readonly Plugin[]> {
  const known = Object.values(pluginSources.known).map(async (load) => [await load()]);
  const imported = packages.map((specifier) => pluginSources.importPackage(specifier, dirname(file)));
  const loaded = await Promise.allSettled([...known, ...imported]);
  return loaded.flatMap((result): readonly Plugin[] => (result.status === "fulfilled" ? result.value : []));
}

const accountOf = ({ options }: CasementConfig, name: string): DefinedAccount => {
  const found = options.accounts.find((account) => account.name === name);
  if (!found) throw new CasementError("account-unknown", `The config file has no account "${name}".`);
  return found;
};
