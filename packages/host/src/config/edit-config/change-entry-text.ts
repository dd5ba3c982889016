import { isDeepStrictEqual } from "node:util";
import { CasementError } from "@casement/core";
import { type Document, isMap, isSeq, parseDocument, type YAMLMap } from "yaml";
import { isRecord } from "../environment.ts";
import { tooDeepPosition } from "../nesting-depth.ts";
import { type EntryList, type EntryPlace, findEntryPlace, sequenceOf } from "./entry-place.ts";
import { setYamlValue } from "./merge-yaml.ts";

type EntryValue = Readonly<Record<string, unknown>>;

/** The entries of a list as they are written, before environment variables are inserted. */
export function entriesIn(text: string, list: EntryList): readonly EntryValue[] {
  const entries = parseText(text)?.value[list];
  return Array.isArray(entries) ? entries.filter(isRecord) : [];
}

interface ParsedText {
  readonly document: Document.Parsed;
  readonly value: EntryValue;
}

/** Undefined if it is not valid YAML. */
function parseText(text: string): ParsedText | undefined {
  if (tooDeepPosition(text)) return undefined;
  const document = parseDocument(text, { merge: true });
  try {
    return document.errors.length === 0 ? { document, value: document.toJS() ?? {} } : undefined;
  } catch {
    // An alias without its anchor.
    return undefined;
  }
}

/**
 * Sets keys of an entry in the text of a config file. Everything else stays as it is written, with its comments. `keys`: undefined removes a key.
 * @throws CasementError `config-invalid` when the entry is written in a form that cannot be changed, such as with anchors
 */
export function changeEntryText(text: string, entryList: EntryList, name: string, keys: EntryValue): string {
  const before = parseText(text);
  const { list, index, entries } = locate(before, entryList, name);
  const expected = entries.map((entry, at) => (at === index ? withKeys(entry, keys) : entry));
  const place = findEntryPlace(text, list, index);
  const changed = (place && changeInPlace(text, place, keys)) ?? "";
  if (hasEntries(changed, entryList, before, expected)) return changed;
  const document = before!.document.clone() as Document.Parsed;
  setKeys(document, sequenceOf(document, entryList)!.items[index] as YAMLMap, keys);
  return checked(textOf(document), entryList, before, expected, name);
}

/**
 * Removes an entry from the text of a config file, with the comments in it and those directly above it.
 * @throws CasementError `config-invalid` when other parts of the file refer to it
 */
export function removeEntryText(text: string, entryList: EntryList, name: string): string {
  const before = parseText(text);
  const { list, index, entries } = locate(before, entryList, name);
  const expected = entries.filter((_, at) => at !== index);
  const place = findEntryPlace(text, list, index);
  // What is above the first entry belongs to the list.
  const start = index === 0 ? place && Math.max(0, place.start - 1) : findEntryPlace(text, list, index - 1)?.end;
  const cut = place && start !== undefined ? text.slice(0, start) + text.slice(place.end) : "";
  if (hasEntries(cut, entryList, before, expected)) return cut;
  const document = before!.document.clone() as Document.Parsed;
  document.deleteIn([entryList, index]);
  return checked(textOf(document), entryList, before, expected, name);
}

/** What people call an entry, and the code of the error if there is none of a name. */
const nouns = { accounts: ["account", "account-unknown"], webhooks: ["webhook", "not-found"] } as const;

function locate(parsed: ParsedText | undefined, entryList: EntryList, name: string) {
  if (!parsed)
    throw new CasementError("config-invalid", "The config file is not valid YAML, so it was not changed. To see why, run: casement doctor");
  const list = sequenceOf(parsed.document, entryList);
  const entries = (parsed.value[entryList] ?? []) as readonly EntryValue[];
  const index = entries.findIndex((entry) => entry?.name === name);
  const [noun, code] = nouns[entryList];
  if (!list || index < 0) throw new CasementError(code, `The config file has no ${noun} "${name}".`);
  return { list, index, entries };
}

const withKeys = (entry: EntryValue, keys: EntryValue): EntryValue =>
  Object.fromEntries(Object.entries({ ...entry, ...keys }).filter(([, value]) => value !== undefined));

function setKeys(document: Document, entry: YAMLMap, keys: EntryValue): void {
  for (const [key, value] of Object.entries(keys)) setYamlValue(document, entry, key, value);
}

/** Changes only the lines of the entry. Undefined if they cannot be read on their own. */
function changeInPlace(text: string, { start, end, indent }: EntryPlace, keys: EntryValue): string | undefined {
  const document = parseDocument(text.slice(start, end));
  const list = document.contents;
  const entry = isSeq(list) ? list.items[0] : undefined;
  if (document.errors.length > 0 || !isMap(entry)) return undefined;
  setKeys(document, entry, keys);
  const written = textOf(document)?.trimEnd();
  if (written === undefined) return undefined;
  return text.slice(0, start) + written.replace(/^(?=.)/gm, " ".repeat(indent)) + text.slice(end);
}

function hasEntries(text: string, entryList: EntryList, before: ParsedText | undefined, expected: readonly EntryValue[]): boolean {
  const { [entryList]: entries, ...others } = parseText(text)?.value ?? {};
  const { [entryList]: _, ...othersBefore } = before?.value ?? {};
  return isDeepStrictEqual(escaped(entries ?? []), escaped(expected)) && isDeepStrictEqual(others, othersBefore);
}

/** `$${NAME}` and `${NAME}` alike: a new text is written in the first form. */
const escaped = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll("$${", "${"));

/** Undefined if something in the document refers to a part that is missing. */
function textOf(document: Document): string | undefined {
  try {
    return document.toString({ lineWidth: 0 });
  } catch {
    return undefined;
  }
}

function checked(
  text: string | undefined,
  entryList: EntryList,
  before: ParsedText | undefined,
  expected: readonly EntryValue[],
  name: string,
): string {
  if (text !== undefined && hasEntries(text, entryList, before, expected)) return text;
  const [noun] = nouns[entryList];
  const reason = "because of how it is written: with anchors, for example";
  throw new CasementError("config-invalid", `The ${noun} ${name} cannot be changed automatically ${reason}. Edit the file yourself.`);
}
