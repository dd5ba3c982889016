import { open, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { systemClock } from "@casement/core";
import type { CasementConfig } from "@casement/host/config";
import { type ImportedAccount, importPeople } from "../cluster/import/import-people.ts";
import { readPeople } from "../cluster/import/read-people.ts";
import { commandWaitMs } from "../cluster/open-cluster.ts";
import { type OpenFront, openFront } from "../cluster/open-front.ts";
import { requireClusterConfig } from "../cluster/require-cluster-config.ts";
import { createStoreSetup, type StoreSetup } from "../cluster/store-setup.ts";
import { type CommandContext, printResult } from "../command-context.ts";
import { formatTable } from "../terminal/format-table.ts";
import { explainUnwritable } from "../unwritable-file.ts";
import { UsageError } from "../usage-error.ts";

export interface ImportCommandOptions {
  readonly template: string;
  /** Where to write the links, instead of printing them. */
  readonly links?: string;
}

interface InvitedAccount extends ImportedAccount {
  /** With which its person signs in. An account that uses the sign-in of another one needs none. */
  readonly link?: string;
}

/** Adds the accounts of a table to the cluster, and gives each person a link to sign in. */
export async function runAccountsImport(context: CommandContext, table: string, options: ImportCommandOptions): Promise<void> {
  const { io, style } = context;
  const config = await requireClusterConfig(context);
  const people = readPeople(await readText(resolve(io.cwd, table)), await readText(resolve(io.cwd, options.template)));
  const front = await openFront(config, io, { name: "casement-command", waitMs: commandWaitMs });
  let accounts: readonly InvitedAccount[];
  try {
    const setup = await createStoreSetup(front.cluster, config, io);
    const known = await front.cluster.accounts.list();
    const onProgress = (step: string, done: number, of: number): void => {
      if (io.terminal && !context.json) io.screen(style.dim(`${done} of ${of} accounts ${step}`));
    };
    accounts = await invite(front, setup, config, await importPeople(people, { setup, known, onProgress }));
  } finally {
    await front.close();
  }
  const file = options.links === undefined ? undefined : resolve(io.cwd, options.links);
  if (file !== undefined) await writeLinks(file, accounts);
  printResult(context, { accounts: file === undefined ? accounts : accounts.map(({ link: _, ...account }) => account) }, () =>
    describe(context, accounts, file),
  );
}

async function readText(file: string): Promise<string> {
  const content = await readFile(file).catch((error) => {
    throw new UsageError(`${file} cannot be read (${error.code}).`);
  });
  // Spreadsheets call it Unicode text.
  return new TextDecoder(content[0] === 0xff && content[1] === 0xfe ? "utf-16le" : "utf-8").decode(content);
}

async function invite(
  { host }: OpenFront,
  setup: StoreSetup,
  { http }: CasementConfig,
  accounts: readonly ImportedAccount[],
): Promise<readonly InvitedAccount[]> {
  // Nobody knows the address of a front without one.
  if (http.port === 0 && http.publicUrl === undefined) return accounts;
  const { createHubAddresses, createSignInLinks } = await import("@casement/surface-http");
  const { addressOf } = createHubAddresses(http);
  const links = createSignInLinks(host, systemClock, setup.idOf);
  return Promise.all(
    accounts.map(async (account) => (account.borrows ? account : { ...account, link: addressOf(await links.pathOf(account.name)) })),
  );
}

/** Only its owner may read it: who has a link can sign in. */
async function writeLinks(file: string, accounts: readonly InvitedAccount[]): Promise<void> {
  const lines = accounts.flatMap(({ name, link }) => (link === undefined ? [] : [`${name},${link}`]));
  try {
    await using opened = await open(file, "w", 0o600);
    // One that was there keeps its mode otherwise.
    await opened.chmod(0o600);
    await opened.writeFile(`${["name,link", ...lines].join("\n")}\n`);
  } catch (error) {
    throw explainUnwritable(error, file);
  }
}

function describe({ style }: CommandContext, accounts: readonly InvitedAccount[], file: string | undefined): string {
  const added = accounts.filter((account) => account.added).length;
  const before = accounts.length - added;
  const counts = `Added: ${added}. There before, and not changed: ${before}.`;
  const hasLinks = accounts.some(({ link }) => link !== undefined);
  const validity = "Each link is for one person, and works for seven days until that person has signed in.";
  if (!hasLinks) return `${counts}\nThere are no links to sign in, because http.publicUrl is not set.`;
  if (file !== undefined) return `${counts}\nThe links to sign in are in ${file}. ${validity}`;
  const table = formatTable<InvitedAccount>(
    [
      { title: "ACCOUNT", text: ({ name }) => name, style: style.bold },
      { title: "STATE", text: (account) => (account.added ? "added" : "there before") },
      { title: "LINK TO SIGN IN", text: ({ link }) => link ?? "" },
    ],
    accounts,
    Number.POSITIVE_INFINITY,
  );
  return `${table}\n\n${counts} ${validity}`;
}
