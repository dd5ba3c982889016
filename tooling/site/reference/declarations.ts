import { parseSync } from "oxc-parser";

/** A top-level declaration of a package, as its users see it. */
export interface SourceDeclaration {
  readonly name: string;
  readonly kind: "type" | "function" | "class" | "value";
  /** Path relative to the package's `src`. */
  readonly file: string;
  /** The docstring, without asterisks. */
  readonly doc: string;
  /** The source text, without function bodies. */
  readonly text: string;
}

type SyntaxNode = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: any };

/** The sources of a package: their texts by path relative to `src`. */
export type PackageSources = ReadonlyMap<string, string>;

/** All top-level declarations of a package, except in tests. */
export function declarationsOf(sources: PackageSources): readonly SourceDeclaration[] {
  const files = [...sources].filter(([file]) => file.endsWith(".ts") && !/\.(test|test-d|fixture|generated)\.ts$/.test(file));
  return files.sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([file, text]) => declarationsIn(file, text));
}

/** The names that a package exports from its own sources. */
export function exportsOf(sources: PackageSources): ReadonlySet<string> {
  const { module } = parseSync("index.ts", sources.get("index.ts") ?? "");
  const entries = module.staticExports.flatMap((statement) => statement.entries);
  const own = entries.filter(({ moduleRequest }) => moduleRequest?.value.startsWith("."));
  return new Set(own.map(({ exportName }) => exportName.name ?? ""));
}

export function declarationsIn(file: string, source: string): readonly SourceDeclaration[] {
  const { program, comments } = parseSync(file, source);
  const found: SourceDeclaration[] = [];
  for (const statement of program.body as readonly SyntaxNode[]) {
    const node: SyntaxNode | null = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (!node) continue;
    const comment = comments.findLast(({ type, end }) => type === "Block" && end <= statement.start);
    const isDoc = comment?.value.startsWith("*") && source.slice(comment.end, statement.start).trim() === "";
    const doc = isDoc ? docText(comment!.value) : "";
    for (const { name, kind, text } of namesOf(node, source)) found.push({ name, kind, file, doc, text: wrapComments(text) });
  }
  return found;
}

function* namesOf(node: SyntaxNode, source: string): Iterable<Pick<SourceDeclaration, "name" | "kind" | "text">> {
  const text = source.slice(node.start, node.end);
  switch (node.type) {
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      yield { name: node.id.name, kind: "type", text };
      break;
    case "TSDeclareFunction":
      yield { name: node.id.name, kind: "function", text };
      break;
    case "FunctionDeclaration":
      yield { name: node.id.name, kind: "function", text: `${source.slice(node.start, node.body.start).trimEnd()};` };
      break;
    case "ClassDeclaration":
      yield { name: node.id.name, kind: "class", text: classText(node, source) };
      break;
    case "VariableDeclaration":
      for (const { id, init } of node.declarations as readonly { id: SyntaxNode; init: SyntaxNode | null }[])
        if (id.type === "Identifier")
          yield { name: id.name, kind: init?.type === "ArrowFunctionExpression" ? "function" : "value", text: valueText(id, init, source) };
  }
}

/** A class without method bodies and private members. */
function classText(node: SyntaxNode, source: string): string {
  const members = (node.body.body as readonly SyntaxNode[]).filter(
    ({ key, accessibility }) => key?.type !== "PrivateIdentifier" && accessibility !== "private",
  );
  const lines = members.map((member) => {
    const body: SyntaxNode | null | undefined = member.value?.body;
    return body ? `${source.slice(member.start, body.start).trimEnd()};` : source.slice(member.start, member.end);
  });
  return `${source.slice(node.start, node.body.start)}{\n${lines.map((line) => `  ${line}`).join("\n")}\n}`;
}

/** A constant with its declared type, or with its value if it is short. */
function valueText(id: SyntaxNode, init: SyntaxNode | null, source: string): string {
  const declared = source.slice(id.start, id.typeAnnotation?.end ?? id.end);
  if (id.typeAnnotation) return `const ${declared};`;
  if (init?.type === "ArrowFunctionExpression") return `const ${declared} = ${source.slice(init.start, init.body.start).trimEnd()} …;`;
  const value = init ? source.slice(init.start, init.end) : "";
  return `const ${declared} = ${value.split("\n").length <= 3 ? value : `${value[0]} … ${value.at(-1)}`};`;
}

/** Maximum length of a comment line on a page. */
const commentWidth = 72;

/** Wraps the comments of members, so that they need no horizontal scrolling. */
function wrapComments(text: string): string {
  return text.replace(/^([ \t]*)(\/\*\*[\s\S]*?\*\/)/gm, (whole, indent: string, comment: string) => {
    if (whole.split("\n").every((line) => line.length <= commentWidth + indent.length)) return whole;
    const lines = [""];
    for (const word of docText(comment.slice(2, -2)).split(/\s+/)) {
      const line = lines.at(-1);
      if (line && line.length + word.length + 1 > commentWidth) lines.push(word);
      else lines[lines.length - 1] = line ? `${line} ${word}` : word;
    }
    return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`].join("\n");
  });
}

const docText = (comment: string): string =>
  comment
    .slice(1)
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .trim();
