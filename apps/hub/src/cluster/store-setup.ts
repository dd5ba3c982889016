import { createHash } from "node:crypto";
import type { AccountBlock, StoredAccount } from "@casement/cluster";
import { CasementError } from "@casement/core";
import { type AccountEntryBlock, type CasementConfig, createAccountReader } from "@casement/host/config";
import type { AccountConfigurationChange, AccountSetup } from "@casement/surface-http";
import { configurationOf } from "../hub/account-configuration.ts";
import { knownPlugins, offeredClientIds } from "../hub/create-account-setup.ts";
import { pluginSources } from "../hub/read-config.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import type { OpenedCluster } from "./open-cluster.ts";

/** Adds, changes and removes accounts of a cluster; their workers follow. */
export interface StoreSetup extends AccountSetup {
  /**
   * Checks an account as it would be in casement.yaml, and returns what to store. `others`: accounts that are added with it, by name.
   * @throws CasementError `input-invalid`
   */
  prepare(block: AccountEntryBlock, others?: ReadonlyMap<string, AccountEntryBlock>): Promise<AccountBlock>;
  idOf(name: string): Promise<string | undefined>;
  /** Returns false if an account of this name is there. */
  addBlock(block: AccountBlock): Promise<boolean>;
}

export async function createStoreSetup(
  { accounts }: Pick<OpenedCluster, "accounts">,
  config: CasementConfig,
  io: CommandIo,
): Promise<StoreSetup> {
  const reader = await createAccountReader(config, { plugins: pluginSources, env: io.env });
  const where = "the store of the cluster";
  const stored = async (name: string): Promise<StoredAccount> => {
    const found = await accounts.read(name);
    if (!found) throw new CasementError("account-unknown", `The cluster has no account ${name}.`);
    return found;
  };
  const prepare: StoreSetup["prepare"] = async (block, others = new Map()) => {
    const resolved = (await reader.resolve(block)) as AccountBlock;
    const { signIn } = resolved;
    const owner = typeof signIn === "string" ? others.get(signIn) : undefined;
    const signInOwner = owner ? await reader.resolve(owner) : signIn && (await accounts.read(signIn))?.configuration;
    await reader.read(resolved, signInOwner || undefined);
    return resolved;
  };
  return {
    file: where,
    clientIds: offeredClientIds(config, io.env),
    plugins: () => knownPlugins(config),
    prepare,
    async addBlock(block) {
      try {
        await accounts.add(block);
        return true;
      } catch (error) {
        if (CasementError.is(error) && error.code === "input-invalid" && (await accounts.read(block.name))) return false;
        throw error;
      }
    },
    async add({ plugins, ...account }) {
      const block = { ...withoutUndefined(account), plugins: Object.fromEntries(plugins.map((id) => [id, {}])) };
      await accounts.add(await prepare(block));
      return { name: account.name, file: where };
    },
    async read(name) {
      const { configuration, version } = await stored(name);
      return { ...configurationOf(configuration), version: digestOf(version) };
    },
    async change(name, { version, ...change }) {
      const known = await stored(name);
      if (version !== undefined && version !== digestOf(known.version))
        throw new CasementError(
          "edit-conflict",
          `Account ${name} was changed elsewhere meanwhile, so this change was not saved. Load it again, then repeat the change.`,
        );
      await accounts.change(name, await prepare(changedBlock(known.configuration, change)), known.version);
    },
    remove: (name) => accounts.remove(name),
    idOf: async (name) => (await accounts.read(name))?.id,
  };
}

/** Null removes an entry. */
function changedBlock(block: AccountBlock, { plugins, ...others }: Omit<AccountConfigurationChange, "version">): AccountBlock {
  const apply = (before: object, change: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries({ ...before, ...withoutUndefined(change) }).filter(([, value]) => value !== null));
  const changed = apply(block, others) as AccountBlock;
  return plugins ? { ...changed, plugins: apply(block.plugins ?? {}, plugins) } : changed;
}

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

const digestOf = (version: string): string => createHash("sha256").update(version).digest("hex").slice(0, 16);
