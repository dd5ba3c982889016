import { ageOf, type MessageFilter } from "./config.ts";
import type { MessageItem } from "./folder-item.ts";
import { addressIn, matchesPerson } from "./recipients.ts";

const importanceCodes = { low: 0, normal: undefined, high: 2 } as const;
const toList = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

/** Returns a function that says whether a message of the index meets all conditions. The result is exact, without a request to Graph. */
export function createMessageMatcher(filter: MessageFilter, now: Date): (message: MessageItem) => boolean {
  const tests: ((message: MessageItem) => boolean)[] = [];
  const add = <T>(value: T | undefined, test: (message: MessageItem, value: T) => boolean) => {
    if (value !== undefined) tests.push((message) => test(message, value));
  };
  const lower = (value: string | readonly string[] | undefined) =>
    value === undefined ? undefined : toList(value).map((text) => text.toLowerCase());
  add(filter.unread, ({ u }, unread) => (u === 1) === unread);
  add(lower(filter.from), ({ f, n }, people) => people.some((person) => matchesPerson(person, n, f)));
  add(lower(filter.to), ({ t = [] }, people) => people.some((person) => t.some((recipient) => matchesRecipient(person, recipient))));
  add(lower(filter.subjectContains), ({ s }, texts) => texts.some((text) => s.toLowerCase().includes(text)));
  add(filter.subjectIs?.toLowerCase(), ({ s }, text) => s.toLowerCase() === text);
  add(filter.hasAttachments, ({ a }, hasAttachments) => (a === 1) === hasAttachments);
  add(filter.importance, ({ i }, importance) => i === importanceCodes[importance]);
  add(filter.flagged, ({ g }, flagged) => (g === 1) === flagged);
  add(lower(filter.category), ({ c = [] }, names) => c.some((name) => names.includes(name.toLowerCase())));
  add(filter.newerThan === undefined ? undefined : earliestReceived(filter.newerThan, now), ({ r }, earliest) => r * 1000 >= earliest);
  return (message) => tests.every((test) => test(message));
}

/** When the oldest message that is still newer than `newerThan` was received, in milliseconds since 1970. */
export function earliestReceived(newerThan: string, now: Date): number {
  const age = ageOf(newerThan);
  return age === undefined ? Date.parse(newerThan) : now.getTime() - age;
}

/** `recipient`: "Name <address>". */
function matchesRecipient(person: string, recipient: string): boolean {
  const address = addressIn(recipient);
  return matchesPerson(person, address === recipient ? undefined : recipient.slice(0, -address.length - 2).trim(), address);
}
