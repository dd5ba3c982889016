import { readFile, rm } from "node:fs/promises";
import type { KeptState } from "@casement/host";

/** Moves what earlier versions kept in an unencrypted file into the encrypted state, and deletes the file. A newer state stays as it is. */
export async function adoptPlainState(file: string, state: KeptState): Promise<void> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  if (text === undefined) return;
  if ((await state.read()) === undefined) {
    const value = parseJson(text);
    if (value !== undefined) await state.write(value);
  }
  await rm(file, { force: true });
  await rm(`${file}.new`, { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
