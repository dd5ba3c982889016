import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseConfigDocument } from "./config-document.ts";
import { type EnvironmentVariables, expandEnvironment, isRecord } from "./environment.ts";

/** Where a config file keeps its data. Mistakes elsewhere in the file do not matter: a running hub answers for itself. */
export async function dataFolderOf(file: string, env: EnvironmentVariables = process.env): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  const { value } = parseConfigDocument(text);
  const configured = isRecord(value) ? expandEnvironment(value.dataDir, env).value : undefined;
  return resolve(dirname(file), typeof configured === "string" ? configured : ".casement");
}
