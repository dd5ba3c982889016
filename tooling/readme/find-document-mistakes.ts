import { type CodeBlock, codeBlocksOf, inlineCodeOf, withoutGenerated } from "./code-blocks.ts";
import { findLineMistake } from "./find-line-mistake.ts";
import { findNameMistake } from "./find-name-mistake.ts";
import type { ProductNames } from "./product-names.ts";
import { shellCommands } from "./shell-words.ts";

/** Names that are recognized within a code block, whatever its language. */
const namesInBlocks: readonly RegExp[] = [
  /https?:\/\/[\w.-]+(?::\d+)?(?:\/[^\s"'`),;?]*)?/g,
  /(?<![\w/.:@-])casement\/[\w<>$+#/-]+/g,
  /(?<![\w:.])\/api\/v1\/[^\s"'`),;?]+/g,
  /\bCASEMENT_[A-Z_]+/g,
  /@casement\/[\w-]+/g,
  /ghcr\.io\/casement\/[\w-]+/g,
];
/** Code that a test compiles or compares, and diagrams. */
const uncheckedLanguages = new Set(["ts", "typescript", "diff", "mermaid"]);
/** Columns of tables that have keys of casement.yaml. */
const keyColumns = new Set(["Key"]);
/** Columns of tables that have names of other programs, from which a document leads away. */
const foreignColumns = new Set(["exchangelib", "O365, MS365", "CalDAV integration"]);

/** Every name in a document that the product does not have, as `docs/http.md:12: …`. What scripts generate is left out. */
export async function findDocumentMistakes(path: string, markdown: string, product: ProductNames): Promise<readonly string[]> {
  const text = withoutGenerated(markdown);
  const inline = inlineCodeOf(text).map(async ({ code, line, column }) => {
    if (foreignColumns.has(column ?? "")) return [];
    const mistake = keyColumns.has(column ?? "") ? findKeyMistake(code, product) : await findNameMistake(code, product);
    return mistake === undefined ? [] : [`${path}:${line}: \`${code}\`: ${mistake}`];
  });
  const blocks = codeBlocksOf(text).map((block) => findBlockMistakes(path, block, product));
  return (await Promise.all([...inline, ...blocks])).flat();
}

/** Every command line of a document that its programs do not understand. */
export async function findCommandMistakes(path: string, markdown: string, product: ProductNames): Promise<readonly string[]> {
  const inline = inlineCodeOf(markdown).filter(({ code }) => /^(npx|casement) /.test(code));
  const lines = [
    ...inline,
    ...codeBlocksOf(markdown).flatMap((block) => commandsOf(block).map(({ line, row }) => ({ code: line, line: block.line + row }))),
  ];
  const found = lines.map(async ({ code, line }) => ({ code, line, mistake: await findLineMistake(code, product) }));
  return (await Promise.all(found)).flatMap(({ code, line, mistake }) => (mistake ? [`${path}:${line}: ${code}: ${mistake}`] : []));
}

const commandsOf = ({ language, text }: CodeBlock) => (language === "sh" ? shellCommands(text) : []);

/** Whether a code block is the content of casement.yaml, or a part of it. One of another program begins with a comment that says so. */
export const isConfiguration = ({ language, text }: CodeBlock, product: ProductNames): boolean =>
  language === "yaml" &&
  !/^#(?!.*casement\.yaml)/.test(text) &&
  (text.match(/^[a-zA-Z-]+(?=:)/gm) ?? []).every((top) => product.hubKeys.has(top));

async function findBlockMistakes(path: string, block: CodeBlock, product: ProductNames): Promise<readonly string[]> {
  const { language, text, line } = block;
  if (uncheckedLanguages.has(language)) return [];
  const commands = commandsOf(block).map(async ({ line: command, row }) => ({
    row,
    mistake: await findLineMistake(command, product),
    code: command,
  }));
  const names = text.split("\n").flatMap((rowText, row) =>
    namesInBlocks.flatMap((pattern) =>
      (rowText.match(pattern) ?? []).map(async (code) => ({
        row,
        code,
        mistake: await findNameMistake(code.replace(/[./]$/, ""), product),
      })),
    ),
  );
  const found = await Promise.all([...commands, ...names]);
  return found.flatMap(({ row, code, mistake }) => (mistake === undefined ? [] : [`${path}:${line + row}: ${code}: ${mistake}`]));
}

/** The last part of a key, in a table whose text says to which block it belongs. */
function findKeyMistake(code: string, { hubKeys, pluginKeys }: ProductNames): string | undefined {
  const all = [...hubKeys, ...[...pluginKeys.values()].flatMap((keys) => [...keys])];
  return all.some((key) => key === code || key.endsWith(`.${code}`)) ? undefined : `configuration key: no block has "${code}"`;
}
