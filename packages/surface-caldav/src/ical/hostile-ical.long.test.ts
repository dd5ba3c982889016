import { expect, it } from "vitest";
import { readXml } from "../xml/read-xml.ts";
import { InvalidIcal } from "./invalid-ical.ts";
import { readIcal } from "./read-ical.ts";

// As long as the hub accepts: 1 MB of iCalendar, 2 MB of XML. A busy machine takes several times as long as an idle one, so the limit is generous.
const maxMs = 5_000;
const size = 1024 * 1024;
/** Repeats a part until it is as long as the hub accepts. */
function fill(part: (index: number) => string, length = size): string {
  const parts: string[] = [];
  for (let index = 0, total = 0; total < length; index++) {
    const next = part(index);
    parts.push(next);
    total += next.length;
  }
  return parts.join("");
}
const event = (lines: string, around = ""): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${around}BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260303T090000Z\r\n${lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const day = (index: number): string => new Date(1.8e12 + index * 864e5).toISOString().replace(/[-:]|\.\d+/g, "");
const zone = (observances: string): string => `BEGIN:VTIMEZONE\r\nTZID:Z\r\n${observances}END:VTIMEZONE\r\n`;

/** Whether it is read or refused, and how long that takes. */
function timed(read: () => unknown): { outcome: string; ms: number } {
  const start = performance.now();
  let outcome = "read";
  try {
    read();
  } catch (error) {
    outcome = (error as Error).constructor.name;
  }
  return { outcome, ms: performance.now() - start };
}

it.each<[string, () => string, "read" | "InvalidIcal"]>([
  ["100,000 rules", () => event("RRULE:FREQ=DAILY\r\n".repeat(100_000)), "InvalidIcal"],
  ["a rule of 100,000 parts", () => event(`RRULE:FREQ=DAILY;${"INTERVAL=1;".repeat(95_000)}COUNT=3`), "InvalidIcal"],
  ["a rule with 200,000 days", () => event(`RRULE:FREQ=MONTHLY;BYDAY=${"1MO,".repeat(200_000)}1TU`), "read"],
  [
    "components in one another",
    () => `BEGIN:VCALENDAR\r\n${"BEGIN:VEVENT\r\n".repeat(37_000)}${"END:VEVENT\r\n".repeat(37_000)}`,
    "InvalidIcal",
  ],
  ["components that never end", () => `BEGIN:VCALENDAR\r\n${"BEGIN:VEVENT\r\n".repeat(70_000)}`, "InvalidIcal"],
  ["a fold after each character", () => event(`SUMMARY:a${fill(() => "\r\n b")}`), "read"],
  ["folds of nothing", () => event(`SUMMARY:a${fill(() => "\r\n ")}`), "read"],
  ["one value of 1 MB", () => event(`SUMMARY:${"x".repeat(size)}`), "read"],
  ["one value of escapes", () => event(`SUMMARY:${"\\,".repeat(size / 2)}`), "read"],
  ["500,000 categories", () => event(`CATEGORIES:${"a,".repeat(size / 2)}`), "InvalidIcal"],
  ["folded categories", () => event(`CATEGORIES:a${"\r\n ,a".repeat(size / 5)}`), "InvalidIcal"],
  ["60,000 days left out", () => event(fill((index) => `EXDATE:${day(index)}\r\n`)), "InvalidIcal"],
  ["60,000 days left out in one line", () => event(`EXDATE:${fill((index) => `${day(index)},`)}${day(0)}`), "InvalidIcal"],
  ["100,000 parameters", () => event(`SUMMARY;${fill((index) => `X-A${index}=1;`)}X=1:a`), "InvalidIcal"],
  ["35,000 attendees", () => event(fill((index) => `ATTENDEE:mailto:a${index}@x.example\r\n`)), "read"],
  ["20,000 alarms", () => event(fill(() => "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n")), "read"],
  [
    "a time zone that changed every day for a thousand years",
    () =>
      event(
        "DTEND;TZID=Z:20260303T100000",
        zone("BEGIN:STANDARD\r\nDTSTART:10000101T000000\r\nRRULE:FREQ=DAILY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\n"),
      ),
    "read",
  ],
])("iCalendar with %s is done with at once", (_, textOf, expected) => {
  const text = textOf();
  const { outcome, ms } = timed(() => readIcal(text));
  expect([outcome, InvalidIcal.name]).toEqual([expected, "InvalidIcal"]);
  expect(ms).toBeLessThan(maxMs);
});

it.each<[string, (length: number) => string]>([
  ["attributes", (length) => `<a ${fill((index) => `b${index}="1" `, length)}/>`],
  ["namespaces", (length) => `<a ${fill((index) => `xmlns:b${index}="u" `, length)}/>`],
  ["text", (length) => `<a>${"x".repeat(length)}</a>`],
  ["character references", (length) => `<a>${"&#65;".repeat(length / 5)}</a>`],
  ["CDATA", (length) => `<a>${fill(() => "<![CDATA[a]]>", length)}</a>`],
  ["comments", (length) => `<a>${fill(() => "<!---->", length)}</a>`],
  ["elements in one another", (length) => "<a>".repeat(length / 3)],
  [
    "entities of a document type",
    (length) => `<!DOCTYPE a [${fill((index) => `<!ENTITY e${index} "&e${index + 1};&e${index + 1};">`, length)}]><a/>`,
  ],
  ["one name", (length) => `<${"a".repeat(length)}/>`],
])("2 MB of XML that is all %s is done with at once", (_, textOf) => {
  const text = textOf(2 * size);
  expect(timed(() => readXml(text)).ms).toBeLessThan(maxMs);
});
