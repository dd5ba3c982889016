import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeBlocksOf, inlineCodeOf } from "./code-blocks.ts";
import { shellCommands } from "./shell-words.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Something that a document tells its reader to run or to write. */
export interface DocumentStep {
  /** `docs/start.md:21` */
  readonly place: string;
  /** The command, or the name of the file. */
  readonly command: string;
  /** What the file contains. Undefined for a command. */
  readonly content?: string;
}

export const readDocument = (path: string): string => readFileSync(join(root, path), "utf8");

/** A part of a document, from one heading to another. */
export interface DocumentPart {
  readonly path: string;
  /** `## 1. Install the hub`. Default: the beginning. */
  readonly from?: string;
  /** Default: the end. */
  readonly to?: string;
  /** Whether commands in sentences and tables count, too. */
  readonly sentences?: boolean;
}

/** The steps of a document, in their order: the commands and the configurations that it shows. */
export function stepsOf({ path, from, to, sentences = false }: DocumentPart): readonly DocumentStep[] {
  const text = partOf(readDocument(path), from, to);
  const at = (line: number) => `${path}:${line}`;
  const blocks = codeBlocksOf(text).flatMap(({ language, text: content, line }): readonly (DocumentStep & { line: number })[] => {
    if (language === "sh")
      return shellCommands(content).map(({ line: command, row }) => ({ command, place: at(line + row), line: line + row }));
    return language === "yaml" && /^accounts:/m.test(content) ? [{ command: "casement.yaml", content, place: at(line), line }] : [];
  });
  const inline = (sentences ? inlineCodeOf(text) : []).map(({ code, line }) => ({ command: code, place: at(line), line }));
  return [...blocks, ...inline].sort((a, b) => a.line - b.line);
}

/** What lies between two headings. Lines keep their numbers. */
function partOf(text: string, from?: string, to?: string): string {
  const begin = from === undefined ? 0 : text.indexOf(`\n${from}\n`);
  const end = to === undefined ? text.length : text.indexOf(`\n${to}\n`, begin + 1);
  if (begin < 0 || end < 0) throw new Error(`There is no heading "${begin < 0 ? from : to}".`);
  return text.slice(0, begin).replaceAll(/[^\n]/g, "") + text.slice(begin, end);
}

/** The code of a file that a document builds part by part: those of its blocks that `file` contains. */
export function fileFrom(path: string, file: string): string {
  const whole = readDocument(file);
  const parts = codeBlocksOf(readDocument(path)).filter(({ language, text }) => language === "ts" && whole.includes(text));
  if (parts.length === 0) throw new Error(`${path} shows nothing of ${file}.`);
  return parts.map(({ text }) => text).join("\n");
}
