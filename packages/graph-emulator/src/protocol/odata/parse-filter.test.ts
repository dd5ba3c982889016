import { describe, expect, it } from "vitest";
import { matchesFilter } from "./evaluate-filter.ts";
import { parseFilter } from "./parse-filter.ts";

const item = {
  subject: "Ada's Budget",
  isRead: false,
  size: 12,
  importance: "high",
  categories: ["Blue", "Work"],
  from: { emailAddress: { address: "Ada@contoso.example" } },
  toRecipients: [{ emailAddress: { address: "ben@contoso.example" } }, { emailAddress: { address: "eve@contoso.example" } }],
  receivedDateTime: "2026-03-02T08:00:00Z",
  start: { dateTime: "2026-03-02T09:00:00.0000000", timeZone: "UTC" },
  dueDateTime: null,
};

const passing = [
  "isRead eq false",
  "isRead ne true and size gt 11 and size le 12",
  "subject eq 'ada''s budget'",
  "contains(subject,'budget')",
  "startswith(subject, 'Ada') and endswith(subject,'BUDGET')",
  "tolower(subject) eq 'ada''s budget'",
  "from/emailAddress/address eq 'ada@contoso.example'",
  "receivedDateTime ge 2026-03-02T09:00:00+01:00",
  "receivedDateTime ge 1900-05-01T00:00:00+00:00 and isRead eq false",
  "receivedDateTime gt 2026-03-01",
  "start/dateTime ge '2026-03-02T08:59' and start/dateTime lt '2026-03-02T09:00:01'",
  "Start/DateTime ge '2026-03-02'",
  "not contains(subject,'holiday')",
  "not (isRead eq true or size lt 5)",
  "size lt 5 or size eq 12 and isRead eq false",
  "categories/any(c:c eq 'blue')",
  "toRecipients/any(r:r/emailAddress/address eq 'eve@contoso.example')",
  "toRecipients/all(r:endswith(r/emailAddress/address,'contoso.example'))",
  "categories/any()",
  "importance in ('low', 'high')",
  "dueDateTime eq null and missing eq null",
  "size eq -1 or size eq 12.0",
];
const failing = [
  "isRead eq true",
  "size lt 5 or size eq 12 and isRead eq true",
  "not contains(subject,'budget')",
  "receivedDateTime gt 2026-03-02T08:00:00Z",
  "categories/any(c:c eq 'Red')",
  "toRecipients/all(r:startswith(r/emailAddress/address,'ben'))",
  "dueDateTime ne null",
  "missing gt 3",
];
const broken = [
  "",
  "isRead eq",
  "eq true",
  "(isRead eq true",
  "isRead eq true)",
  "isRead = true",
  "subject eq 'x",
  "contains(subject)x",
  "categories/any(c c eq 'x')",
  "'x'",
  "foo(subject) eq 1",
  "size eq 1 or",
];

describe("$filter", () => {
  it.each(passing)("matches: %s", (filter) => expect(matchesFilter(parseFilter(filter), item)).toBe(true));
  it.each(failing)("does not match: %s", (filter) => expect(matchesFilter(parseFilter(filter), item)).toBe(false));
  it.each(broken)("refuses: %s", (filter) => {
    expect(() => parseFilter(filter)).toThrow(/Syntax error at position \d+/);
  });
});
