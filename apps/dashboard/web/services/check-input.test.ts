import { expect, it } from "vitest";
import type { JsonSchema } from "../api/api-types.ts";
import { emptiedFields, findEarlyEnd, findMissingFields, removeEmptyFields, removeOffsets, toJsonPointer } from "./check-input.ts";

const schema: JsonSchema = {
  type: "object",
  required: ["subject"],
  properties: {
    subject: { type: "string" },
    attendees: { type: "array", items: { type: "object", required: ["email"], properties: { email: { type: "string" } } } },
  },
};

it("finds missing required fields at any depth, by JSON Pointer", () => {
  expect([...findMissingFields({ attendees: [{ email: "a@b" }, {}] }, schema, schema, "missing")]).toEqual([
    ["#/subject", "missing"],
    ["#/attendees/1/email", "missing"],
  ]);
  expect(findMissingFields({ subject: "Tea" }, schema, schema, "missing").size).toBe(0);
});

it.each([
  ["2027-03-01T19:00:00+01:00", "2027-03-01T18:59:00+01:00", false, true],
  ["2027-03-01T19:00:00+01:00", "2027-03-01T19:00:00+01:00", false, false],
  ["2027-03-01T19:00:00+01:00", "2027-03-01T18:30:00Z", false, false],
  ["2027-03-02", "2027-03-01", true, true],
  ["2027-03-02", "2027-03-02", true, false],
  ["2027-03-01T19:00:00+01:00", "2027-03-01T08:00:00+01:00", true, false],
  ["2027-03-01T19:00:00+01:00", "today", false, false],
])("finds an end before its start: from %s to %s, all day: %s", (start, end, allDay, isEarly) => {
  const fields = { start: "start", end: "end", allDay: "allDay", isExclusive: false };
  expect(findEarlyEnd({ start, end, allDay }, fields, "early")).toEqual(isEarly ? [["#/end", "early"]] : []);
});

it("finds a last day before the first, where the end is the day after it", () => {
  const find = (start: string, end: string) =>
    findEarlyEnd({ start, end, allDay: true }, { start: "start", end: "end", allDay: "allDay", isExclusive: true }, "early").length;
  expect([find("2027-03-28", "2027-03-28"), find("2027-03-28", "2027-03-29")]).toEqual([1, 0]);
  // A time names the last day itself.
  expect(find("2027-03-28", "2027-03-28T00:00:00+01:00")).toBe(0);
});

it("writes JSON Pointers in the same form as the hub", () => {
  expect(toJsonPointer(["a/b", 0, "c~d"])).toBe("#/a~1b/0/c~0d");
  expect(toJsonPointer([])).toBe("#");
});

it("removes empty fields, but not null, false and 0", () => {
  expect(removeEmptyFields({ a: "", b: null, c: false, d: 0 })).toEqual({ b: null, c: false, d: 0 });
});

it("removes the offset of times if the input has a time zone", () => {
  const start = "2027-03-01T19:00:00+01:00";
  expect(removeOffsets({ start, timeZone: "Asia/Tokyo" })).toEqual({ start: "2027-03-01T19:00:00", timeZone: "Asia/Tokyo" });
  expect(removeOffsets({ start })).toEqual({ start });
});

it("says of each field that was emptied how it is cleared", () => {
  const text = { type: "string" };
  const root = {
    properties: {
      location: { anyOf: [text, { type: "null" }] },
      notes: text,
      categories: { type: "array", items: text },
      due: { type: ["string", "null"], format: "date" },
      importance: { enum: ["low", "high"] },
      format: { enum: ["text", "html"], default: "text" },
      allDay: { type: "boolean" },
    },
  } as JsonSchema;
  const known = {
    ...{ location: "Here", notes: "x", categories: ["a"], due: "2026-03-29", importance: "low", format: "html", allDay: true },
    title: "not a field",
  };
  expect(emptiedFields(known, known, root)).toEqual({});
  expect(emptiedFields({ location: "There", notes: "y", categories: ["b"], due: "2026-03-30", importance: "high" }, known, root)).toEqual(
    {},
  );
  const cleared = { location: null, notes: "", categories: [], due: null, importance: null };
  expect(emptiedFields({}, known, root)).toEqual(cleared);
  expect(emptiedFields({ location: "", notes: "", categories: [] }, known, root)).toEqual(cleared);
  expect(emptiedFields({}, {}, root)).toEqual({});
});
