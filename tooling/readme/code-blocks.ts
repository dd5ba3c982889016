export interface CodeBlock {
  readonly language: string;
  readonly text: string;
  /** Of the first line of `text`, from 1. */
  readonly line: number;
}

export interface InlineCode {
  readonly code: string;
  readonly line: number;
  /** The heading of the column, if the code is in a table. */
  readonly column?: string | undefined;
}

const fenced = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm;
const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;
const blank = (text: string): string => text.replaceAll(/[^\n]/g, "");

/** The fenced code blocks of a Markdown text, without the indentation of those in lists. */
export function codeBlocksOf(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(fenced)].map(({ 1: indent = "", 2: language = "", 3: text = "", index }) => ({
    language,
    text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    line: lineAt(markdown, index) + 1,
  }));
}

/** The inline code of a Markdown text. One that continues on the next line has a space there. */
export function inlineCodeOf(markdown: string): readonly InlineCode[] {
  const prose = markdown.replace(fenced, blank);
  const rows = prose.split("\n");
  return [...prose.matchAll(/(`+)((?:[^`\n]|\n(?! *\n))+?)\1(?!`)/g)].map(({ 2: code = "", index }) => {
    const line = lineAt(prose, index);
    return {
      code: code.replaceAll(/\s*\n\s*/g, " ").trim(),
      line,
      column: columnOf(rows, line - 1, index - prose.lastIndexOf("\n", index) - 1),
    };
  });
}

function columnOf(rows: readonly string[], at: number, offset: number): string | undefined {
  const before = rows[at]?.slice(0, offset) ?? "";
  if (!before.startsWith("|")) return undefined;
  let head = at;
  while (rows[head - 1]?.startsWith("|")) head--;
  const cell = before.replaceAll(/`[^`]*`/g, "").split("|").length - 1;
  return rows[head]?.split("|")[cell]?.trim();
}

/** A Markdown text without what scripts write into it. Lines keep their numbers. */
export const withoutGenerated = (markdown: string): string => markdown.replaceAll(/<!-- generated:[\s\S]*?<!-- \/generated -->/g, blank);

/** The links of a Markdown text to files of the repository, pictures included, without fragments. */
export function localLinksOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)|<(?:img|source) [^>]*?\bsrc(?:set)?="([^"]+)"/g)]
    .map(([, link, picture]) => (link ?? picture ?? "").replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}
