import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readKeyValues } from "./read-key-values.ts";

const schema = z.toJSONSchema(
  z.object({
    subject: z.string(),
    allDay: z.boolean().optional(),
    reminder: z.union([z.number(), z.null()]).optional(),
    count: z
      .int()
      .optional()
      .meta({ "x-aliases": ["number"] }),
    when: z.enum(["now", "later"]).optional(),
    categories: z.array(z.string()).optional(),
    days: z.array(z.int()).optional(),
    location: z.object({ name: z.string().meta({ "x-aliases": ["title"] }), floor: z.number().optional() }).optional(),
    attendees: z.array(z.object({ email: z.string() })).optional(),
    body: z.union([z.string(), z.object({ html: z.string() })]).optional(),
    extra: z.record(z.string(), z.number()).optional(),
  }),
  { io: "input" },
);

describe("key=value pairs are converted to the types of the schema", () => {
  test.each([
    [["subject=5"], { subject: "5" }],
    [["subject=a=b"], { subject: "a=b" }],
    [["allDay=true"], { allDay: true }],
    [["allDay=no"], { allDay: false }],
    [["reminder=15"], { reminder: 15 }],
    [["reminder=null"], { reminder: null }],
    [["when=now"], { when: "now" }],
    [["categories=a", "categories=b"], { categories: ["a", "b"] }],
    [['categories=["a","b"]'], { categories: ["a", "b"] }],
    [["days=1", "days=2"], { days: [1, 2] }],
    [["location.name=Hall", "location.floor=2"], { location: { name: "Hall", floor: 2 } }],
    [['location={"name":"Hall"}'], { location: { name: "Hall" } }],
    [['attendees={"email":"a@b"}'], { attendees: [{ email: "a@b" }] }],
    [["body=text"], { body: "text" }],
    [['body={"html":"x"}'], { body: { html: "x" } }],
    [["extra.a=1"], { extra: { a: 1 } }],
    [["number=3", "location.title=Hall"], { count: 3, location: { name: "Hall" } }],
  ])("%j", (pairs, expected) => {
    expect(readKeyValues(pairs, schema)).toEqual(expected);
  });
});

test.each([
  [["subjct=a"], '"subjct" is not an input of this service. Did you mean "subject"?'],
  [["location.nam=a"], '"location.nam" is not an input of this service. Did you mean "name"?'],
  [["subject"], '"subject" is not in key=value form. Example: subject="Dinner"'],
  [["count=many"], '"count" must be of type integer, but the value is "many".'],
  [["extra.a=1", "extra=2", "extra.b=1"], '"extra.b": extra already has a value.'],
])("%j is refused with %s", (pairs, message) => {
  expect(() => readKeyValues(pairs, schema)).toThrow(message);
});
