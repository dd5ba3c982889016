import { ageOf, type Filter } from "./config.ts";
import type { MessageItem } from "./message-item.ts";
import { addressIn, isPerson } from "./people.ts";

const importances = { low: 0, normal: undefined, high: 2 } as const;
const list = (given: string | readonly string[]): readonly string[] => (typeof given === "string" ? [given] : given);

/** Whether a message of the index meets all conditions. Exact: nothing is asked of Graph. */
export function messageFilter(filter: Filter, now: Date): (message: MessageItem) => boolean {
  const tests: ((message: MessageItem) => boolean)[] = [];
  const add = <T>(value: T | undefined, test: (message: MessageItem, value: T) => boolean) => {
    if (value !== undefined) tests.push((message) => test(message, value));
  };
  const lower = (value: string | readonly string[] | undefined) =>
    value === undefined ? undefined : list(value).map((text) => text.toLowerCase());
  add(filter.unread, ({ u }, unread) => (u === 1) === unread);
  add(lower(filter.from), ({ f, n }, people) => people.some((wanted) => isPerson(wanted, n, f)));
  add(lower(filter.to), ({ t = [] }, people) => people.some((wanted) => t.some((text) => isIn(wanted, text))));
  add(lower(filter.subjectContains), ({ s }, texts) => texts.some((text) => s.toLowerCase().includes(text)));
  add(filter.subjectIs?.toLowerCase(), ({ s }, text) => s.toLowerCase() === text);
  add(filter.hasAttachments, ({ a }, wanted) => (a === 1) === wanted);
  add(filter.importance, ({ i }, wanted) => i === importances[wanted]);
  add(filter.flagged, ({ g }, wanted) => (g === 1) === wanted);
  add(lower(filter.category), ({ c = [] }, names) => c.some((name) => names.includes(name.toLowerCase())));
  add(filter.newerThan === undefined ? undefined : since(filter.newerThan, now), ({ r }, after) => r * 1000 >= after);
  return (message) => tests.every((test) => test(message));
}

/** Milliseconds. */
export function since(newerThan: string, now: Date): number {
  const age = ageOf(newerThan);
  return age === undefined ? Date.parse(newerThan) : now.getTime() - age;
}

function isIn(wanted: string, text: string): boolean {
  const address = addressIn(text);
  return isPerson(wanted, address === text ? undefined : text.slice(0, -address.length - 2).trim(), address);
}
