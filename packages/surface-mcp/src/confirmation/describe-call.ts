import { cutText } from "@casement/core";
import { type NamedAddress, readAddresses } from "@casement/graph-text";
import type { PreviewedCall } from "@casement/host";
import { cleanText } from "../results/clean-text.ts";
import type { ServiceCall } from "./call-rules.ts";

/** Characters of one field or title that a person reads before they agree. What is left out is counted. Never the people whom the call reaches. */
const maxValueLength = 500;
const maxTitleLength = 100;
const maxTitles = 10;

/**
 * What a person agrees to: the call, whom it reaches, what it acts on, and its fields. A line that begins without spaces is ours: a model, or
 * whoever wrote a mail, can put neither another line nor another order there.
 */
export function describeCall({ tool, account, input }: ServiceCall, preview: PreviewedCall): string {
  const items = describeItems(preview);
  const fields = Object.entries(input)
    // IDs say nothing to a person who knows the items.
    .filter(([name]) => name !== tool.idField || items.length === 0)
    .map(([name, value]) => `${name}: ${indented(shortened(cleanText(textOf(value)), maxValueLength))}`);
  return [`${tool.title} (account ${account})`, ...describePeople(preview), ...items, ...fields].join("\n");
}

function describePeople({ reachesOthers, people, reachesUnknown }: PreviewedCall): string[] {
  if (!reachesOthers) return [];
  const read = people.flatMap((text): readonly NamedAddress[] => {
    const addresses = readAddresses(text);
    return "people" in addresses ? addresses.people : [{ address: oneLine(text) }];
  });
  const each = new Map(
    read.map(({ name, address }) => [address.toLowerCase(), name ? `${address} (${shortened(oneLine(name), maxTitleLength)})` : address]),
  );
  const unknown = reachesUnknown ? ["people whom this call does not name"] : [];
  const all = [...each.values(), ...unknown];
  if (all.length === 0) return [];
  return [`Reaches ${each.size > 1 ? `${each.size} people: ` : ""}${all.join(", ")}`];
}

function describeItems({ items, count }: PreviewedCall): string[] {
  if (count === 0 && items.length === 0) return [];
  const shown = items.slice(0, maxTitles).map((title) => `“${shortened(oneLine(title), maxTitleLength)}”`);
  const hidden = Math.max(count, items.length) - shown.length;
  const rest = hidden > 0 ? [shown.length > 0 ? `${hidden} more` : `${hidden} items`] : [];
  return [`Acts on ${[...shown, ...rest].join(", ")}`];
}

const lineBreaks = /[\n\r\v\f\u0085\u2028\u2029]+/g;

const oneLine = (text: string): string => cleanText(text).replaceAll(lineBreaks, " ").trim();

const indented = (text: string): string => text.replaceAll(lineBreaks, "\n  ");

function shortened(text: string, maxLength: number): string {
  const short = cutText(text, maxLength);
  return short.length < text.length ? `${short} (${text.length - short.length} more characters)` : text;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === "string");
  return isTexts ? value.join(", ") : JSON.stringify(value);
}
