import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseConfigDocument } from "./config-document.ts";
import { type EnvironmentVariables, expandEnvironment, isRecord } from "./environment.ts";

/** The data folder of a config file. Ignores mistakes elsewhere in the file, so that commands find a running hub. */
export async function dataFolderOf(file: string, env: EnvironmentVariables = process.env): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  const { value } = parseConfigDocument(text);
  const configured = isRecord(value) ? expandEnvironment(value.dataDir, env).value : undefined;
  return resolve(dirname(file), typeof configured === "string" ? configured : ".casement");
}
