import { expect, it } from "vitest";
import type { Schema } from "../api/types.ts";
import { compact, inZone, missingOf, pointerTo } from "./check-input.ts";

const schema: Schema = {
  type: "object",
  required: ["subject"],
  properties: {
    subject: { type: "string" },
    attendees: { type: "array", items: { type: "object", required: ["email"], properties: { email: { type: "string" } } } },
  },
};

it("finds what is needed and missing, at any depth, by JSON Pointer", () => {
  expect([...missingOf({ attendees: [{ email: "a@b" }, {}] }, schema, schema, "needed")]).toEqual([
    ["#/subject", "needed"],
    ["#/attendees/1/email", "needed"],
  ]);
  expect(missingOf({ subject: "Tea" }, schema, schema, "needed").size).toBe(0);
});

it("writes pointers as the hub's problem details do", () => {
  expect(pointerTo(["a/b", 0, "c~d"])).toBe("#/a~1b/0/c~0d");
  expect(pointerTo([])).toBe("#");
});

it("leaves out what is empty, but neither null nor false", () => {
  expect(compact({ a: "", b: null, c: false, d: 0 })).toEqual({ b: null, c: false, d: 0 });
});

it("sends times without an offset only where a zone goes with them", () => {
  const start = "2027-03-01T19:00:00+01:00";
  expect(inZone({ start, timeZone: "Asia/Tokyo" })).toEqual({ start: "2027-03-01T19:00:00", timeZone: "Asia/Tokyo" });
  expect(inZone({ start })).toEqual({ start });
});
