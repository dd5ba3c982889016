import { type Document, isMap, isSeq, type Node, type YAMLSeq } from "yaml";

/** A list of the config file whose entries have names. */
export type EntryList = "accounts" | "webhooks";

/** Where an entry is written in the text of a config file: from the start of the line with its hyphen to the end of its last line. */
export interface EntryPlace {
  readonly start: number;
  readonly end: number;
  /** Of the hyphen. */
  readonly indent: number;
}

/** The list, unless it is missing or an alias. */
export function sequenceOf(document: Document.Parsed, list: EntryList): YAMLSeq | undefined {
  const root = document.contents;
  const entries = isMap(root) ? root.get(list, true) : undefined;
  return isSeq(entries) ? entries : undefined;
}

/** Undefined if the list or the entry is written in an unusual form. */
export function findEntryPlace(text: string, list: YAMLSeq, index: number): EntryPlace | undefined {
  const range = (list.items[index] as Node | undefined)?.range;
  if (list.flow || !range) return undefined;
  const [valueStart, valueEnd] = range;
  const dash = /(?<=^|\n)( *)-[ \t]*\n?[ \t]*$/.exec(text.slice(0, valueStart));
  if (!dash) return undefined;
  const indent = dash[1]!.length;
  // Its lines are those that are indented more than the hyphen, without empty lines at the end.
  const below = new RegExp(`(?:\\n[ \\t\\r]*(?=\\n|$))*\\n {${indent + 1},}[^\\s][^\\n]*`, "y");
  let end = endOfLine(text, valueStart);
  for (below.lastIndex = end; below.test(text); end = below.lastIndex);
  return end + 1 < valueEnd &&
    text
      .slice(end, valueEnd)
      .replace(/^\s*#.*$/gm, "")
      .trim() !== ""
    ? undefined
    : { start: dash.index, end, indent };
}

export function endOfLine(text: string, at: number): number {
  const lineBreak = text.indexOf("\n", at);
  return lineBreak < 0 ? text.length : lineBreak;
}
