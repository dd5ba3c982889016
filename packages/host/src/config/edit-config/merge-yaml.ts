import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { isRecord } from "../environment.ts";
import { escapeVariables } from "./escape-variables.ts";

/**
 * Sets the value of a key so that as little as possible of what is written changes: what is equal keeps its form and its comments, in maps and
 * lists too. Undefined removes the key. Values are written as they are: `${NAME}` in them stands for no environment variable.
 */
export function setYamlValue(document: Document, map: YAMLMap, key: string, value: unknown): void {
  if (value === undefined) return void map.delete(key);
  const node = map.get(key, true) as Node | undefined;
  const merged = mergeYaml(document, node, value);
  if (merged !== node || node === undefined) map.set(key, merged);
}

function mergeYaml(document: Document, node: Node | undefined, value: unknown): Node {
  if (node && isDeepStrictEqual(node.toJS(document), value)) return node;
  if (isMap(node) && isRecord(value)) {
    for (const key of Object.keys(node.toJS(document))) if (value[key] === undefined) node.delete(key);
    for (const [key, item] of Object.entries(value)) setYamlValue(document, node, key, item);
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) return mergeList(document, node, value);
  const written = escapeVariables(value);
  if (isScalar(node) && !isRecord(written) && !Array.isArray(written)) {
    node.value = written;
    return node;
  }
  return document.createNode(written) as Node;
}

/** Entries that are still there keep their form, wherever they are now. */
function mergeList(document: Document, list: YAMLSeq, value: readonly unknown[]): Node {
  const left = list.items as Node[];
  list.items = value.map((item, at) => {
    const same = left.find((node) => isDeepStrictEqual(node.toJS(document), item));
    if (same) left.splice(left.indexOf(same), 1, undefined as never);
    return same ?? mergeYaml(document, value.length === left.length ? left[at] : undefined, item);
  });
  return list;
}
