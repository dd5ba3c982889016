import { parse } from "yaml";
import type { ProductNames } from "./product-names.ts";

/** Checks the path of a key of casement.yaml, such as `http.publicUrl` or `email.sensors`. Undefined if it is of something else. */
export function findKeyPathMistake(path: string, product: ProductNames): string | undefined {
  const [first = "", ...rest] = path.split(".");
  const plugin = product.pluginKeys.get(first);
  if (plugin) return plugin.has(rest.join(".")) ? undefined : `the plugin ${first} has no key "${rest.join(".")}"`;
  return product.hubKeys.has(path) ? undefined : `casement.yaml has no key "${path}"`;
}

/** Whether the first part of a path is a block of casement.yaml. */
export function isKeyPath(path: string, product: ProductNames): boolean {
  const [first = "", second = ""] = path.split(".");
  const block = [...product.hubKeys].some((key) => key.startsWith(`${first}.`));
  return !second.includes("_") && (block || product.pluginKeys.has(first));
}

/** Checks a fragment of casement.yaml, such as `mcp: { confirm: always }`. */
export function findFragmentMistake(text: string, product: ProductNames): string | undefined {
  const paths = keyPathsOf(parseYaml(text));
  const unknown = blocksWith(text, product).map((keys) => paths.find((path) => !isKnown(path, keys)));
  return unknown.includes(undefined) ? undefined : `casement.yaml has no key "${unknown[0]}"`;
}

/** Whether a text begins with a key of casement.yaml: of the hub, of an account or of a plugin's block, or with the ID of a plugin. */
export const isFragment = (text: string, product: ProductNames): boolean => blocksWith(text, product).length > 0;

/** The blocks that have the first key of a text: the keys of each. */
function blocksWith(text: string, { hubKeys, accountKeys, pluginKeys }: ProductNames): readonly ReadonlySet<string>[] {
  const [top = ""] = text.split(":");
  const plugins = [...pluginKeys].map(([id, keys]) => new Set([id, ...[...keys].map((key) => `${id}.${key}`)]));
  return [hubKeys, accountKeys, ...pluginKeys.values(), ...plugins].filter((keys) => keys.has(top));
}

/** A block whose keys no schema lists takes any. */
function isKnown(path: string, keys: ReadonlySet<string>): boolean {
  if (keys.has(path)) return true;
  const above = path.replace(/(\[\])?\.[^.]+$/, "");
  return above !== path && isKnown(above, keys) && ![...keys].some((key) => key.startsWith(`${above}.`) || key.startsWith(`${above}[].`));
}

/** What a fragment leaves out, or takes from the environment, is no YAML. */
const parseYaml = (text: string): unknown => parse(text.replaceAll("{ file: … }", "{}").replaceAll(/\$\{\w+\}|…/g, "x"));

function keyPathsOf(value: unknown, prefix = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => keyPathsOf(each, prefix.replace(/\.$/, "[].")));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    `${prefix}${key}`,
    ...(key === "file" ? [] : keyPathsOf(each, `${prefix}${key}.`)),
  ]);
}
