import { isDeepStrictEqual } from "node:util";
import { CasementError } from "@casement/core";
import { type Document, isMap, isSeq, type Node, parseDocument, stringify, YAMLMap } from "yaml";
import { tooDeepPosition } from "../nesting-depth.ts";
import { type EntryList, endOfLine } from "./entry-place.ts";
import { escapeVariables } from "./escape-variables.ts";

/** The first line of a new file. */
const headComment = " Casement's configuration. Created by the setup; edit it as you like.";

type EntryValue = Readonly<Record<string, unknown>>;

/**
 * Adds an entry to a list in the text of a config file. Keeps everything else: comments, order and, unless the list has an unusual form, every space.
 * Values are written as they are: `${NAME}` in them stands for no environment variable.
 * @throws CasementError `config-invalid` when the file is nested too deeply
 */
export function addEntryText(text: string, list: EntryList, entry: EntryValue): string {
  if (tooDeepPosition(text)) throw new CasementError("config-invalid", "The config file is nested too deeply, so it was not changed.");
  const escaped = escapeVariables(entry) as EntryValue;
  const document = parseDocument(text, { merge: true });
  return insertEntry(text, document, list, escaped) ?? rewriteWithEntry(text, document, list, escaped);
}

/** Undefined if the entry cannot be inserted without changing the rest. */
function insertEntry(text: string, document: Document.Parsed, list: EntryList, entry: EntryValue): string | undefined {
  const root = document.contents;
  if (!isMap(root) || root.flow) return undefined;
  const entries = root.get(list, true) as Node | undefined;
  const [at, until, added] = placeOf(text, list, entries, entry) ?? [];
  if (at === undefined) return undefined;
  const changed = text.slice(0, at) + added + text.slice(until);
  const before = document.toJS() as { readonly [List in EntryList]?: readonly unknown[] };
  const after = parseDocument(changed, { merge: true });
  const expected = { ...before, [list]: [...(before[list] ?? []), entry] };
  return after.errors.length === 0 && isDeepStrictEqual(after.toJS(), expected) ? changed : undefined;
}

/** Where the entry belongs: the start and end of what is replaced, and the text. */
function placeOf(
  text: string,
  list: EntryList,
  entries: Node | undefined,
  entry: EntryValue,
): [at: number, until: number, added: string] | undefined {
  if (entries === undefined) {
    const lineBreak = text.endsWith("\n") ? "" : "\n";
    return [text.length, text.length, `${lineBreak}${list}:\n${listText(entry, 2)}`];
  }
  if (!isSeq(entries) || !entries.range) return undefined;
  const [start, end] = entries.range;
  const lineEnd = endOfLine(text, Math.max(start, end - 1));
  if (entries.items.length === 0) {
    const comment = text.slice(end, lineEnd);
    return [text.slice(0, start).trimEnd().length, lineEnd, `${comment}\n${listText(entry, 2).trimEnd()}`];
  }
  if (entries.flow) return undefined;
  const indent = start - (text.lastIndexOf("\n", start - 1) + 1);
  return [lineEnd, lineEnd, `\n${listText(entry, indent).trimEnd()}`];
}

const listText = (entry: EntryValue, indent: number): string =>
  stringify([entry], { lineWidth: 0 }).replace(/^(?=.)/gm, " ".repeat(indent));

function rewriteWithEntry(text: string, document: Document.Parsed, list: EntryList, entry: EntryValue): string {
  if (!isMap(document.contents)) {
    if (text.trim() === "") document.commentBefore = headComment;
    document.contents = new YAMLMap() as Document.Parsed["contents"];
  }
  const root = document.contents as unknown as YAMLMap;
  const node = document.createNode(entry);
  const before = root.get(list, true);
  if (isSeq(before)) before.items.push(node);
  else root.set(list, document.createNode([node]));
  return document.toString({ lineWidth: 0 });
}
