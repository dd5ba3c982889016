import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { readConfigDefaults, withConfigDefaults } from "./config-defaults.ts";
import { parseConfigDocument } from "./config-document.ts";
import { type EnvironmentVariables, expandEnvironment, isRecord } from "./environment.ts";

/** The data folder of a config file. Ignores mistakes elsewhere in the file, so that commands find a running hub. */
export async function dataFolderOf(file: string, env: EnvironmentVariables = process.env): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  const defaults = await readConfigDefaults(env).catch(() => undefined);
  const value = withConfigDefaults(parseConfigDocument(text).value, defaults);
  const configured = isRecord(value) ? expandEnvironment(value.dataDir, env).value : undefined;
  return resolve(dirname(file), typeof configured === "string" ? configured : ".casement");
}
