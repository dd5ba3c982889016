import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { NewAccount } from "@casement/host/config";
import { requireClusterConfig } from "../cluster/require-cluster-config.ts";
import { withStore } from "../cluster/with-store.ts";
import { type CommandContext, printResult } from "../command-context.ts";
import { addNewAccount } from "../hub/add-new-account.ts";
import { resolveConfigLocation } from "../hub/config-location.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { UsageError } from "../usage-error.ts";

export interface AddAccountOptions {
  readonly clientId: string;
  readonly accountType: string;
  readonly plugins: string;
  readonly enableUpdate?: boolean;
  readonly secretFile?: string;
  readonly secretExpires?: string;
}

/** Adds an account through the running hub, or to the file if no hub is running; in a cluster, to its store. */
export async function runAccountsAdd(context: CommandContext, name: string, options: AddAccountOptions): Promise<void> {
  const { io, style } = context;
  const location = await resolveConfigLocation(context.config, io);
  const { file, run } = location;
  const account: NewAccount = {
    name,
    clientId: options.clientId,
    accountType: options.accountType,
    enableUpdate: options.enableUpdate ?? false,
    plugins: options.plugins.split(",").map((id) => id.trim()),
    ...(options.secretFile !== undefined && { clientSecret: await readSecret(resolve(io.cwd, options.secretFile)) }),
    ...(options.secretExpires !== undefined && { clientSecretExpires: options.secretExpires }),
  };
  const isInCluster = await addNewAccount(location, account, io);
  printResult(context, { account: name, ...(!isInCluster && { file }), added: true }, () => {
    const where = isInCluster ? "A worker of the cluster opens it." : run ? "The running hub has it." : `It is in ${file}.`;
    return `${name} was added. ${where} Sign in: ${style.cyan(`casement login ${name}`)}`;
  });
}

async function readSecret(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch((error) => {
    throw new UsageError(`The secret file ${file} cannot be read (${error.code}).`);
  });
  return text.trim();
}

/** Removes an account and everything that was kept of it. */
export async function runAccountsRemove(context: CommandContext, name: string): Promise<void> {
  await withHubClient(context, (hub) => hub.removeAccount(name));
  printResult(context, { account: name, removed: true }, () => `${name} was removed, with its sign-in, its data and its access.`);
}

/** Opens an account again that had ended its worker. */
export async function runAccountsRetry(context: CommandContext, name: string): Promise<void> {
  await withStore(await requireClusterConfig(context), context.io, ({ cluster }) => cluster.places.retry(name));
  printResult(context, { account: name, retried: true }, () => `A worker opens ${name} again.`);
}
