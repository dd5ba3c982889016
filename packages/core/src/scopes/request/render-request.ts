import type { RequestBlock } from "./request-block.ts";
import { requestStyle } from "./request-style.ts";

export const requestFormats = ["text", "markdown", "html"] as const;
export type RequestFormat = (typeof requestFormats)[number];

/** The document as plain text, as GitHub-flavored Markdown, or as a page without script and without anything from elsewhere. */
export function renderRequest(blocks: readonly RequestBlock[], format: RequestFormat): string {
  if (format === "markdown") return blocks.map(toMarkdown).join("\n\n");
  if (format === "text") return blocks.map(toText).join("\n\n");
  const title = blocks.find((block) => block.kind === "heading");
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title ? escapeHtml(title.text) : ""}</title><style>${requestStyle}</style>`;
  return `<!doctype html>\n<html lang="en"><head>${head}</head><body><main>\n${blocks.map(toHtml).join("\n")}\n</main></body></html>`;
}

function toMarkdown(block: RequestBlock): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${block.text}`;
    case "paragraph":
      return block.text;
    case "list":
      return block.items.map((item) => `- ${item}`).join("\n");
    case "table": {
      const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
      return [line(block.head), line(block.head.map(() => "---")), ...block.rows.map(line)].join("\n");
    }
    case "commands":
      return `\`\`\`\n${block.text}\n\`\`\``;
  }
}

function toText(block: RequestBlock): string {
  switch (block.kind) {
    case "heading":
      return `${block.text.toUpperCase()}${block.level === 1 ? `\n${"=".repeat(block.text.length)}` : ""}`;
    case "paragraph":
      return wrap(withoutMarks(block.text), "");
    case "list":
      return block.items.map((item) => wrap(withoutMarks(item), "- ")).join("\n");
    case "table":
      return block.rows.map((row) => tableRowText(block.head, row)).join("\n");
    case "commands":
      return block.text.replace(/^/gm, "    ");
  }
}

/** Too wide for a mail as a table: the first cell on its own line, the others below it. */
function tableRowText(head: readonly string[], [first = "", ...rest]: readonly string[]): string {
  const [only] = rest;
  if (rest.length === 1) return `${`${first}:`.padEnd(26)}${withoutMarks(only!)}`;
  const lines = rest.flatMap((cell, at) => (cell === "" ? [] : [wrap(`${head[at + 1]}: ${withoutMarks(cell)}`, "    ")]));
  return [`  ${withoutMarks(first)}`, ...lines].join("\n");
}

function wrap(text: string, begin: string): string {
  const lines: string[] = [];
  let line = begin;
  for (const word of text.split(" ")) {
    if (line.length + word.length > 90 && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = " ".repeat(begin.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()].join("\n");
}

function toHtml(block: RequestBlock): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case "paragraph":
      return `<p>${inlineHtml(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join("")}</ul>`;
    case "table":
      return tableHtml(block.head, block.rows);
    case "commands":
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
  }
}

function tableHtml(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const hasHead = head.some((cell) => cell !== "");
  const top = hasHead ? `<thead><tr>${head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join("")}</tr></thead>` : "";
  const body = rows.map(([first = "", ...rest]) => {
    const cells = rest.map((cell, at) => `<td${labelOf(head[at + 1])}>${inlineHtml(cell)}</td>`);
    return `<tr><th scope="row">${inlineHtml(first)}</th>${cells.join("")}</tr>`;
  });
  return `<table${hasHead ? "" : ' class="facts"'}>${top}<tbody>${body.join("")}</tbody></table>`;
}

/** On a narrow screen, the cells are below each other, each with the head of its column. */
const labelOf = (head: string | undefined): string => (head === undefined || head === "" ? "" : ` data-label="${escapeHtml(head)}"`);

const withoutMarks = (text: string): string => text.replaceAll("`", "");
const inlineHtml = (text: string): string =>
  escapeHtml(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/https:\/\/[^\s<]*[^\s<.:]/g, (address) => `<a href="${address}">${address}</a>`);

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);
