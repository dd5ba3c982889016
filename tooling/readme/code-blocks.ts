export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** The fenced code blocks of a Markdown text, without the indentation of those in lists. */
export function codeBlocksOf(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map(([, indent = "", language = "", text = ""]) => ({
    language,
    text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

/** The command lines of a Markdown text, in `sh` blocks (without comments) and in inline code. */
export function commandLinesOf(markdown: string): readonly string[] {
  const blocks = codeBlocksOf(markdown).filter(({ language }) => language === "sh");
  const prose = markdown.replace(/^( *)```[\s\S]*?^\1```$/gm, "");
  const lines = [...blocks.flatMap(({ text }) => text.split("\n")), ...[...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code)];
  return lines.map((line) => line.replace(/(^|\s)#.*$/, "").trim()).filter((line) => /^(npx|casement) /.test(line));
}

/** The links of a Markdown text to files of the repository, without fragments. */
export function localLinksOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}
