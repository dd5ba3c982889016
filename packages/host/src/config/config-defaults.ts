import { readFile } from "node:fs/promises";
import { CasementError } from "@casement/core";
import { type ConfigDocument, parseConfigDocument } from "./config-document.ts";
import type { ConfigPath } from "./config-problem.ts";
import { type EnvironmentVariables, isRecord } from "./environment.ts";

/** The file that `CASEMENT_DEFAULTS` names. */
export interface ConfigDefaults {
  readonly file: string;
  readonly document: ConfigDocument;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * Reads the file that `CASEMENT_DEFAULTS` names: keys of casement.yaml that a container or an app sets for a hub that says nothing about them.
 * Undefined without the variable.
 * @throws CasementError `config-invalid` when the file cannot be read
 */
export async function readConfigDefaults(env: EnvironmentVariables): Promise<ConfigDefaults | undefined> {
  const file = env.CASEMENT_DEFAULTS;
  if (!file) return undefined;
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new CasementError("config-invalid", `The file ${file}, which CASEMENT_DEFAULTS names, cannot be read (${cause.code}).`, {
      cause,
    });
  });
  const document = parseConfigDocument(text);
  const { value, isBroken } = document;
  if (!isBroken && isRecord(value)) return { file, document, value };
  throw new CasementError(
    "config-invalid",
    `The file ${file}, which CASEMENT_DEFAULTS names, is not a YAML file with keys of casement.yaml.`,
  );
}

/**
 * Adds the defaults that a configuration does not have: whole keys, and keys of the block `http`. A block such as `mqtt` stays as it is, because
 * parts of two brokers make no broker; but one without its `url` gets that of the defaults.
 */
export function withConfigDefaults(value: unknown, defaults: ConfigDefaults | undefined): unknown {
  if (!defaults) return value;
  const own = value === null || value === undefined ? {} : value;
  if (!isRecord(own)) return value;
  const merged: Record<string, unknown> = { ...defaults.value, ...own };
  for (const [key, block] of Object.entries(defaults.value)) {
    const ownBlock = own[key];
    if (isRecord(block) && isRecord(ownBlock) && !("url" in ownBlock)) merged[key] = { ...block, ...ownBlock };
  }
  return merged;
}

/** Whether what a path names comes from the defaults and not from the configuration. */
export function isFromDefaults(path: ConfigPath, value: unknown, defaults: ConfigDefaults | undefined): boolean {
  return defaults !== undefined && depthOf(path, defaults.value) > depthOf(path, value);
}

/** How many keys of a path are there. */
function depthOf([key, ...rest]: ConfigPath, value: unknown): number {
  const isThere = key !== undefined && typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return isThere ? 1 + depthOf(rest, (value as Readonly<Record<string | number, unknown>>)[key]) : 0;
}
