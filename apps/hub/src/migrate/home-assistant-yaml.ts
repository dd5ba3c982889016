import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CasementError } from "@casement/core";
import { parseDocument, type ScalarTag } from "yaml";

/** A `!secret` with its value where secrets.yaml has it, or an `!env_var`. The value is never shown. */
export class SecretReference {
  /** The environment variable that stands for it where its value must not. */
  readonly variable: string;
  readonly value: string | undefined;
  constructor(variable: string, value: string | undefined) {
    this.variable = variable;
    this.value = value;
  }
}

/** Any other tag of Home Assistant. */
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

/** A YAML file of Home Assistant: YAML 1.1 (`yes` is true), with its tags standing as they are. @throws CasementError `config-missing`, `config-invalid` */
export async function readHomeAssistantFile(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "does not exist" : `cannot be read (${error.code})`;
    throw new CasementError("config-missing", `The file ${file} ${reason}.`);
  });
  const document = parseDocument(text, { version: "1.1", customTags, prettyErrors: false, logLevel: "silent" });
  // Home Assistant only warns of keys that are written twice.
  const broken = document.errors.find(({ code }) => code !== "DUPLICATE_KEY");
  if (broken) {
    const line = text.slice(0, broken.pos[0]).split("\n").length;
    throw new CasementError("config-invalid", `${file} is no YAML that can be read: line ${line}: ${broken.code}.`);
  }
  document.errors.length = 0;
  return document.toJS();
}

/** The value with files included and secrets looked up. `strange` is told of tags that cannot be followed. */
export async function resolveTags(
  value: unknown,
  file: string,
  root: string,
  strange: (what: string) => void,
  depth = 0,
): Promise<unknown> {
  const follow = (item: unknown) => resolveTags(item, file, root, strange, depth);
  if (Array.isArray(value)) return Promise.all(value.map(follow));
  if (value instanceof TaggedValue) return resolveTag(value, file, root, strange, depth);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await follow(item)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function resolveTag({ tag, text }: TaggedValue, file: string, root: string, strange: (what: string) => void, depth: number) {
  if (tag === "!secret")
    return new SecretReference(text.toUpperCase().replace(/[^A-Z0-9]+/g, "_"), await findSecret(text, dirname(file), root));
  if (tag === "!env_var") return new SecretReference(text.split(/\s/)[0] ?? text, undefined);
  if (tag === "!include" && depth < 10) {
    const included = resolve(dirname(file), text);
    return resolveTags(await readHomeAssistantFile(included), included, root, strange, depth + 1);
  }
  strange(`${tag} ${text}`);
  return undefined;
}

/** As Home Assistant looks: beside the file, then in each folder above, up to that of the configuration. */
async function findSecret(name: string, folder: string, root: string): Promise<string | undefined> {
  const secrets = await readHomeAssistantFile(join(folder, "secrets.yaml")).catch(() => undefined);
  const found = isRecord(secrets) ? secrets[name] : undefined;
  if (typeof found === "string" || typeof found === "number") return String(found);
  return folder === root || dirname(folder) === folder ? undefined : findSecret(name, dirname(folder), root);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof SecretReference);
}
