import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CasementError } from "@casement/core";
import { tooDeepPosition } from "@casement/host/config";
import { parseDocument, type ScalarTag } from "yaml";

/** A `!secret`, with its value if secrets.yaml contains it, or an `!env_var`. The value is never printed. */
export class SecretReference {
  /** The environment variable that replaces the value in printed output. */
  readonly variable: string;
  readonly value: string | undefined;
  /** Whether Home Assistant reads it from an environment variable, too. */
  readonly isVariable: boolean;
  constructor(variable: string, value: string | undefined, isVariable = false) {
    this.variable = variable;
    this.value = value;
    this.isVariable = isVariable;
  }
}

/** A value with another tag of Home Assistant. */
class TaggedValue {
  readonly tag: string;
  readonly text: string;
  constructor(tag: string, text: string) {
    this.tag = tag;
    this.text = text;
  }
}

const directories = ["list", "named", "merge_list", "merge_named"].map((kind) => `!include_dir_${kind}`);
const tags = ["!secret", "!include", "!env_var", "!input", ...directories];
const customTags: ScalarTag[] = tags.map((tag) => ({ tag, resolve: (text) => new TaggedValue(tag, text) }));

/**
 * Reads a YAML file of Home Assistant: YAML 1.1 (`yes` is true), with its tags unresolved.
 * @throws CasementError `config-missing`, `config-invalid`
 */
export async function readHomeAssistantFile(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "does not exist" : `could not be read (${error.code})`;
    throw new CasementError("config-missing", `The file ${file} ${reason}.`);
  });
  const deep = tooDeepPosition(text);
  if (deep) throw new CasementError("config-invalid", `${file} is nested too deeply: line ${deep.line}.`);
  const document = parseDocument(text, { version: "1.1", customTags, prettyErrors: false, logLevel: "silent" });
  // Home Assistant accepts duplicate keys with a warning.
  const syntaxError = document.errors.find(({ code }) => code !== "DUPLICATE_KEY");
  if (syntaxError) {
    const line = text.slice(0, syntaxError.pos[0]).split("\n").length;
    throw new CasementError("config-invalid", `${file} is not valid YAML: line ${line}: ${syntaxError.code}.`);
  }
  document.errors.length = 0;
  try {
    const value: unknown = document.toJS();
    if (!isNestedTooDeeply(value)) return value;
  } catch (error) {
    // Too many aliases, or one that contains itself.
    if (!(error instanceof Error)) throw error;
  }
  throw new CasementError("config-invalid", `${file} is nested too deeply, or has too many aliases.`);
}

/** 100 levels are enough for every configuration. */
export function isNestedTooDeeply(value: unknown, levels = 100): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isNestedTooDeeply(part, levels - 1));
}

/** The value with included files and secrets resolved. Calls `onUnsupported` for every tag that cannot be resolved. */
export async function resolveTags(
  value: unknown,
  file: string,
  root: string,
  onUnsupported: (tag: string) => void,
  depth = 0,
): Promise<unknown> {
  const resolveItem = (item: unknown) => resolveTags(item, file, root, onUnsupported, depth);
  if (Array.isArray(value)) return Promise.all(value.map(resolveItem));
  if (value instanceof TaggedValue) return resolveTag(value, file, root, onUnsupported, depth);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await resolveItem(item)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function resolveTag({ tag, text }: TaggedValue, file: string, root: string, onUnsupported: (tag: string) => void, depth: number) {
  if (tag === "!secret")
    return new SecretReference(text.toUpperCase().replace(/[^A-Z0-9]+/g, "_"), await findSecret(text, dirname(file), root));
  if (tag === "!env_var") return new SecretReference(text.split(/\s/)[0] ?? text, undefined, true);
  if (tag === "!include" && depth < 10) {
    const included = resolve(dirname(file), text);
    return resolveTags(await readHomeAssistantFile(included), included, root, onUnsupported, depth + 1);
  }
  onUnsupported(`${tag} ${text}`);
  return undefined;
}

/** Searches like Home Assistant: beside the file, then in each parent folder up to that of the configuration. */
async function findSecret(name: string, folder: string, root: string): Promise<string | undefined> {
  const secrets = await readHomeAssistantFile(join(folder, "secrets.yaml")).catch(() => undefined);
  const found = isRecord(secrets) ? secrets[name] : undefined;
  if (typeof found === "string" || typeof found === "number") return String(found);
  return folder === root || dirname(folder) === folder ? undefined : findSecret(name, dirname(folder), root);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof SecretReference);
}
