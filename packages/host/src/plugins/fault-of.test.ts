import { expect, test } from "vitest";
import { faultOf } from "./fault-of.ts";

test("names the error and where it was thrown, without its message", () => {
  const error = new TypeError("Dinner with Ada\n    at secret (/opt/ada/dinner.ts:1:1)");
  expect(faultOf(error)).toMatch(/^TypeError at fault-of\.test\.ts:\d+$/);
});

test.each([
  ["E: m\n    at async read (file:///x/src/plugin.ts:31:4)\n    at y (/x/node_modules/z/z.js:1:1)", "Error at plugin.ts:31"],
  ["E: m\n    at parse (/x/node_modules/zod/v4.js:9:1)\n    at read (C:\\x\\plugin.js?v=2:7:4)", "Error at plugin.js:7"],
  ["E: m\n    at parse (/x/node_modules/casement-plugin-x/dist/plugin.js:9:1)", "Error at plugin.js:9"],
  ["E: m\n    at file:///x/plugin.mjs:3:4", "Error at plugin.mjs:3"],
  ["E: m\n    at node:internal/timers.js:3:4", "Error"],
  ["E: m\n    at read (plugin.js:3:4)", "Error at plugin.js:3"],
  ["E: m\n    at read (/x/plugin.js:3:4) and more", "Error"],
  ["E: m\n because    at read (/x/plugin.js:3:4)", "Error"],
  [undefined, "Error"],
])("finds the line in the plugin author's own code: %j", (stack, expected) => {
  const error = new Error("m");
  Object.assign(error, { stack });
  expect(faultOf(error)).toBe(expected);
});

test("accepts thrown values that are not errors", () => {
  expect(faultOf("Dinner with Ada")).toBe("a thrown string");
});

test.each([
  ["Dinner with Ada", "Error at plugin.js:7"],
  ["x".repeat(61), "Error at plugin.js:7"],
  ["x".repeat(60), `${"x".repeat(60)} at plugin.js:7`],
  ["", "Error at plugin.js:7"],
])("does not repeat a name that is a text of the plugin: %j", (name, expected) => {
  const error = Object.assign(new Error(""), { name, stack: "Error\n    at read (/x/plugin.js:7:4)" });
  expect(faultOf(error)).toBe(expected);
});
