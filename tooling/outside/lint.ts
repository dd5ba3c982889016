import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Stranger } from "./stranger.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What was written reads as if it were ours: the rules of this repository find nothing. */
export async function lint(at: Stranger): Promise<void> {
  const { linter, formatter, javascript } = JSON.parse(await readFile(join(root, "biome.json"), "utf8"));
  const config = join(at.folder, "biome.json");
  await writeFile(config, JSON.stringify({ linter, formatter, javascript }));
  await at.run(join(root, "node_modules/.bin/biome"), "check", "src");
  await rm(config);
}
