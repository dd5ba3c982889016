import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { OutsideFolder } from "./outside-folder.ts";

/** Records every module that Node.js imports, and at exit those that were required. */
const hook = `import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  appendFileSync(new URL("./loaded.txt", import.meta.url), url + "\\n");
  return next(url, context);
}`;

const register = `import { appendFileSync } from "node:fs";
import { createRequire, register } from "node:module";
register("./hook.mjs", import.meta.url);
const { cache } = createRequire(import.meta.url);
process.on("exit", () => appendFileSync(new URL("./loaded.txt", import.meta.url), Object.keys(cache).join("\\n") + "\\n"));
`;

/** What a run printed, and the modules that it loaded. */
export interface RecordedRun {
  readonly output: string;
  readonly modules: readonly string[];
}

/** Runs a JavaScript file, and records the modules that it loads. */
export async function recordModules(project: OutsideFolder, file: string, ...args: readonly string[]): Promise<RecordedRun> {
  await project.write("hook.mjs", hook);
  await project.write("register.mjs", register);
  await project.write("loaded.txt", "");
  const output = await project.run("node", "--import", "./register.mjs", file, ...args);
  return { output, modules: (await readFile(join(project.folder, "loaded.txt"), "utf8")).split("\n") };
}
