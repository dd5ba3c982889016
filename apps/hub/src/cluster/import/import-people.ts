import type { AccountBlock, StoredAccount } from "@casement/cluster";
import { CasementError } from "@casement/core";
import type { StoreSetup } from "../store-setup.ts";
import type { PersonRow } from "./read-people.ts";

export interface ImportedAccount {
  readonly name: string;
  /** Whether it was added now. Otherwise it was there before, and has not changed. */
  readonly added: boolean;
  /** Whether it uses the sign-in of another account. */
  readonly borrows: boolean;
}

export interface ImportOptions {
  readonly setup: StoreSetup;
  /** The accounts that the cluster has already, by name. */
  readonly known: ReadonlyMap<string, Pick<StoredAccount, "configuration">>;
  readonly onProgress: (step: "checked" | "added", done: number, of: number) => void;
}

/** How many accounts are added at once. */
const atOnce = 16;

/**
 * Adds those accounts that are not there yet. Everything is checked before anything is added.
 * @throws CasementError `input-invalid` with all mistakes, by line; then nothing was added
 */
export async function importPeople(
  people: readonly PersonRow[],
  { setup, known, onProgress }: ImportOptions,
): Promise<readonly ImportedAccount[]> {
  const missing = people.filter(({ block }) => !known.has(block.name));
  const moved = people.filter(({ block }) => known.has(block.name) && known.get(block.name)?.configuration.signIn !== block.signIn);
  if (moved.length > 0)
    throw mistakesOf(
      moved.map(({ line, block }) => `  line ${line}: The account ${block.name} uses another sign-in. ${cannotMove(block.name)}`),
    );
  const blocks = await checkAll(missing, setup, (done) => onProgress("checked", done, missing.length));
  // Those whose sign-in others use come first.
  const waves = [blocks.filter(({ signIn }) => signIn === undefined), blocks.filter(({ signIn }) => signIn !== undefined)];
  let done = 0;
  // Somebody else may have added one meanwhile.
  const addedNow = new Set<string>();
  const add = async (block: AccountBlock): Promise<void> => {
    if (await setup.addBlock(block)) addedNow.add(block.name);
    onProgress("added", ++done, blocks.length);
  };
  try {
    for (const wave of waves)
      for (let start = 0; start < wave.length; start += atOnce) await Promise.all(wave.slice(start, start + atOnce).map(add));
  } catch (error) {
    if (!CasementError.is(error)) throw error;
    throw new CasementError(
      error.code,
      `${addedNow.size} of ${blocks.length} accounts were added. ${error.message} Repeat the command: it adds the rest.`,
    );
  }
  return people.map(({ block }) => ({ name: block.name, added: addedNow.has(block.name), borrows: block.signIn !== undefined }));
}

async function checkAll(
  people: readonly PersonRow[],
  setup: StoreSetup,
  onProgress: (done: number) => void,
): Promise<readonly AccountBlock[]> {
  const mistakes: string[] = [];
  const blocks: AccountBlock[] = [];
  const inTable = new Map(people.map(({ block }) => [block.name, block]));
  for (const [index, { line, block }] of people.entries()) {
    try {
      blocks.push(await setup.prepare(block, inTable));
    } catch (error) {
      if (!CasementError.is(error)) throw error;
      mistakes.push(`  line ${line}: ${error.message}`);
    }
    onProgress(index + 1);
  }
  if (mistakes.length > 0) throw mistakesOf(mistakes);
  return blocks;
}

function mistakesOf(mistakes: readonly string[]): CasementError {
  const shown = mistakes.slice(0, maxShown);
  if (mistakes.length > maxShown) shown.push(`  and ${mistakes.length - maxShown} more`);
  const count = mistakes.length === 1 ? "One account has a mistake" : `${mistakes.length} accounts have mistakes`;
  return new CasementError("input-invalid", `${count}, so nothing was added:\n${shown.join("\n")}`);
}

const cannotMove = (name: string): string =>
  `It cannot change in a cluster: remove the account (casement accounts remove ${name}), and add it again, or correct the table.`;

const maxShown = 20;
