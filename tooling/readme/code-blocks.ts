export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** The fenced code of a Markdown text. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({ language, text }));
}

/** The command lines of a Markdown text: of its `sh` blocks, without comments, and of its inline code. */
export function commandLines(markdown: string): readonly string[] {
  const blocks = codeBlocks(markdown).filter(({ language }) => language === "sh");
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, "");
  const lines = [...blocks.flatMap(({ text }) => text.split("\n")), ...[...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code)];
  return lines.map((line) => line.replace(/(^|\s)#.*$/, "").trim()).filter((line) => /^(npx|casement) /.test(line));
}

/** Where a Markdown text's links lead, as far as they stay in the repository; without fragments. */
export function localLinks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}
