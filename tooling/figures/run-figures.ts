import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a run counted, by name. Kept in a JSON file beside this one, for the documents. */
export type RunFigures = Readonly<Record<string, unknown>>;

const fileOf = (run: string, folder: string): string => join(folder, `${run}.json`);

/** Keeps the figures of a run with the date, instead of those of the last run. */
export async function writeFigures(run: string, figures: RunFigures, folder = import.meta.dirname): Promise<void> {
  const on = new Date().toISOString().slice(0, 10);
  await writeFile(fileOf(run, folder), `${JSON.stringify({ on, ...figures }, undefined, 2)}\n`);
}

/** @throws Error if no run has left any */
export async function readFigures(run: string, folder = import.meta.dirname): Promise<any> {
  const text = await readFile(fileOf(run, folder), "utf8").catch(() => {
    throw new Error(`There are no figures of ${run}. Run \`npx pnpm@12 acceptance:${run}\`.`);
  });
  return JSON.parse(text);
}
