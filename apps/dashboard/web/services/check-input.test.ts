import { expect, it } from "vitest";
import type { JsonSchema } from "../api/api-types.ts";
import { findMissingFields, removeEmptyFields, removeOffsets, toJsonPointer } from "./check-input.ts";

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
