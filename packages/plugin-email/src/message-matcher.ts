import { isInstant, parseInstant, startOfDay } from "@casement/graph-time";
import { ageOf, type ListFilter } from "./config.ts";
import type { MessageItem } from "./folder-item.ts";
import { addressIn, matchesPerson, nameIn } from "./recipients.ts";

const toList = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

/** Returns a function that says whether a message of the index meets all conditions. The result is exact, without a request to Graph. */
export function createMessageMatcher(filter: ListFilter, now: Date, zone: string): (message: MessageItem) => boolean {
  const tests: ((message: MessageItem) => boolean)[] = [];
  const add = <T>(value: T | undefined, test: (message: MessageItem, value: T) => boolean) => {
    if (value !== undefined) tests.push((message) => test(message, value));
  };
  const lower = (value: string | readonly string[] | undefined) =>
    value === undefined ? undefined : toList(value).map((text) => text.toLowerCase());
  add(filter.unread, ({ isUnread = false }, unread) => isUnread === unread);
  add(lower(filter.from), ({ fromName, fromAddress }, people) => people.some((person) => matchesPerson(person, fromName, fromAddress)));
  add(lower(filter.to), ({ recipients = [] }, people) =>
    people.some((person) => recipients.some((recipient) => matchesRecipient(person, recipient))),
  );
  add(lower(filter.subjectContains), ({ subject }, texts) => texts.some((text) => subject.toLowerCase().includes(text)));
  add(filter.subjectIs?.toLowerCase(), ({ subject }, text) => subject.toLowerCase() === text);
  add(filter.hasAttachments, (message, hasAttachments) => (message.hasAttachments ?? false) === hasAttachments);
  add(filter.importance, (message, importance) => (message.importance ?? "normal") === importance);
  add(filter.flagged, ({ flag }, flagged) => (flag === "flagged") === flagged);
  add(lower(filter.category), ({ categories = [] }, names) => categories.some((name) => names.includes(name.toLowerCase())));
  add(
    filter.newerThan === undefined ? undefined : receivedTime(filter.newerThan, now, zone),
    ({ receivedAt }, earliest) => receivedAt * 1000 >= earliest,
  );
  add(
    filter.olderThan === undefined ? undefined : receivedTime(filter.olderThan, now, zone),
    ({ receivedAt }, latest) => receivedAt * 1000 < latest,
  );
  return (message) => tests.every((test) => test(message));
}

/** The time that `newerThan` or `olderThan` means, in milliseconds since 1970. A date is its midnight in the account's time zone. */
export function receivedTime(ageOrDate: string, now: Date, zone: string): number {
  const age = ageOf(ageOrDate);
  if (age !== undefined) return now.getTime() - age;
  if (/^\d{4}-\d\d-\d\d$/.test(ageOrDate)) return startOfDay(ageOrDate, zone).getTime();
  return isInstant(ageOrDate) ? parseInstant(ageOrDate, zone).getTime() : Date.parse(ageOrDate);
}

/** `recipient`: "Name <address>". */
function matchesRecipient(person: string, recipient: string): boolean {
  const address = addressIn(recipient);
  return matchesPerson(person, address === recipient ? undefined : nameIn(recipient, address), address);
}
