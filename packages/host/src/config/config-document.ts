import { type Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLError } from "yaml";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import { tooDeepPosition } from "./nesting-depth.ts";

export interface TextPosition {
  line: number;
  column: number;
}

/** A finding from the YAML parser, which knows its position. */
export interface LocatedFinding extends ConfigFinding {
  readonly position?: TextPosition;
}

/** A parsed YAML file with the positions of its keys and values. */
export interface ConfigDocument {
  readonly value: unknown;
  /** Errors and warnings of the YAML parser. */
  readonly findings: readonly LocatedFinding[];
  /** Whether a syntax error makes `value` unusable. */
  readonly isBroken: boolean;
  /** Start of a key or its value. For a missing key, the start of the nearest enclosing node. */
  positionOf(path: ConfigPath, at: "key" | "value"): TextPosition;
}

const yamlMessages: Partial<Record<YAMLError["code"], string>> = {
  DUPLICATE_KEY: "appears twice; remove one of the two",
  TAB_AS_INDENT: "this line is indented with a tab; YAML allows only spaces",
  BAD_ALIAS: "refers to an anchor (&name) that does not exist",
  MULTIPLE_DOCS: "the file contains several documents (---); keep only one",
  BLOCK_AS_IMPLICIT_KEY: "the line contains a second colon; put quotes around the text",
};

export function parseConfigDocument(text: string): ConfigDocument {
  const tooDeep = tooDeepPosition(text);
  if (tooDeep) {
    const finding = { path: [], message: "is nested too deeply; a configuration needs no more than a few levels", position: tooDeep };
    return { value: undefined, findings: [finding], isBroken: true, positionOf: () => tooDeep };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const positionAt = (offset: number): TextPosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const syntax = document.errors.filter((error) => error.code !== "DUPLICATE_KEY");
  const broken = syntax.length > 0;
  // Later syntax errors are mostly consequences of the first one.
  const findings = [...document.errors.filter((error) => !syntax.includes(error)), ...syntax.slice(0, 1), ...document.warnings].map(
    (error) => ({
      path: error.code === "DUPLICATE_KEY" ? pathAt(document, error.pos[0]) : [],
      message: yamlMessages[error.code] ?? unquotedVariableMessage(text, error.pos[0]) ?? `${error.message} (YAML)`,
      position: positionAt(error.pos[0]),
    }),
  );
  const { value, failure } = broken ? {} : plainValue(document);
  return {
    value,
    findings: failure === undefined ? findings : [...findings, { path: [], message: failure, position: positionAt(0) }],
    isBroken: broken || failure !== undefined,
    positionOf: (path, at) => positionAt(offsetOf(document, path, at)),
  };
}

/** Inside a flow mapping, YAML reads `${NAME}` as a `$` and a mapping. */
function unquotedVariableMessage(text: string, offset: number): string | undefined {
  const variable = text[offset] === "{" && text[offset - 1] === "$" ? /^\$\{\w*\}/.exec(text.slice(offset - 1)) : null;
  return variable ? `inside braces, put quotes around it: "${variable[0]}"` : undefined;
}

/** `toJS` throws on an alias without an anchor and on aliases that expand without limit. An alias inside its own anchor has no end. */
function plainValue(document: Document): { value?: unknown; failure?: string } {
  let circular: string | undefined;
  visit(document, {
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document);
      if (target && ancestors.includes(target)) circular = alias.source;
    },
  });
  if (circular !== undefined) return { failure: `the alias *${circular} stands inside its own anchor &${circular}; remove one of the two` };
  try {
    return { value: document.toJS() };
  } catch (error) {
    return { failure: `${(error as Error).message} (YAML)` };
  }
}

function offsetOf(document: Document, path: ConfigPath, at: "key" | "value"): number {
  let node = document.contents as Node | null;
  let found = node?.range?.[0] ?? 0;
  for (const [depth, part] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    if (isSeq(node)) {
      node = (node.items[Number(part)] ?? null) as Node | null;
      if (!node) return found;
      found = node.range?.[0] ?? found;
    } else if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item.key) === String(part));
      if (!pair) return found;
      const key = (pair.key as Node).range?.[0] ?? found;
      node = pair.value as Node | null;
      const last = depth === path.length - 1;
      const empty = !node?.range || (isScalar(node) && node.range[0] === node.range[1]);
      found = (last && at === "key") || empty || (!last && isCollection(node)) ? key : node!.range![0];
    } else return found;
  }
  return found;
}

const isCollection = (node: Node | null): boolean => isMap(node) || isSeq(node);

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

/** The path of the key that starts at an offset. */
function pathAt(document: Document, offset: number): ConfigPath {
  let path: ConfigPath = [];
  visit(document, {
    Pair(_, pair, ancestors) {
      if ((pair.key as Node | null)?.range?.[0] !== offset) return undefined;
      path = [...ancestors.flatMap((node, i) => pathPart(node, ancestors[i + 1])), keyText(pair.key)];
      return visit.BREAK;
    },
  });
  return path;
}

function pathPart(node: unknown, child: unknown): ConfigPath {
  if (isSeq(node)) return [node.items.indexOf(child)];
  return isPair(node) ? [keyText(node.key)] : [];
}
