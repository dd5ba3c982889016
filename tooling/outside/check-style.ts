import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OutsideFolder } from "./outside-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Checks the sources of a scaffolded plugin with the rules of this repository. */
export async function checkStyle(project: OutsideFolder): Promise<void> {
  const { linter, formatter, javascript } = JSON.parse(await readFile(join(root, "biome.json"), "utf8"));
  const config = join(project.folder, "biome.json");
  await writeFile(config, JSON.stringify({ linter, formatter, javascript }));
  await project.run(join(root, "node_modules/.bin/biome"), "check", "src");
  await rm(config);
}
