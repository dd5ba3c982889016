import { CasementError, type Logger } from "@casement/core";
import { beforeEach, expect, it } from "vitest";
import { createFaultLog } from "./fault-log.ts";

const lines: { level: string; message: string; data: object | undefined }[] = [];
const entry = (level: string) => (message: string, data?: object) => void lines.push({ level, message, data });
const log: Logger = { debug: entry("debug"), info: entry("info"), warn: entry("warn"), error: entry("error") };
const errors = () => lines.filter(({ level }) => level === "error").map(({ message }) => message);
beforeEach(() => void lines.splice(0));

it("logs one line without contents, and message and stack at debug", () => {
  createFaultLog(log, "home/quota").report('reading of sensor kind "quota"', new TypeError("Dinner with Ada"));
  expect(errors()).toEqual([
    expect.stringMatching(/^\[home\/quota\] reading of sensor kind "quota" failed: TypeError at fault-log\.test\.ts:\d+$/),
  ]);
  expect(lines).toContainEqual({
    level: "debug",
    message: '[home/quota] reading of sensor kind "quota" failed',
    data: { error: "Dinner with Ada", stack: expect.stringContaining("fault-log.test.ts") },
  });
});

it("logs a fault that repeats once, until it changes or the function succeeds", () => {
  const faults = createFaultLog(log, "home/quota");
  const fault = new TypeError("x");
  for (let i = 0; i < 3; i++) faults.report("a", fault);
  faults.report("b", fault);
  expect(errors()).toHaveLength(2);
  faults.report("a", new RangeError("x"));
  expect(errors()).toHaveLength(3);
  faults.clear("a");
  faults.report("a", new RangeError("x"));
  expect(errors()).toHaveLength(4);
  expect(lines.filter(({ level }) => level === "debug")).toHaveLength(6);
});

it.each([
  ["graph-unreachable", undefined],
  ["sign-in-required", undefined],
  ["output-invalid", "[home/quota] a failed: It is not JSON."],
  ["scope-fence", "[home/quota] a failed: It is not JSON."],
] as const)("treats %s as the plugin's fault or not", (code, line) => {
  createFaultLog(log, "home/quota").report("a", new CasementError(code, "It is not JSON."));
  expect(errors()).toEqual(line === undefined ? [] : [line]);
});

it("logs what is not an error", () => {
  createFaultLog(log, "home/quota").report("a", "a text");
  expect(errors()).toEqual(["[home/quota] a failed: a thrown string"]);
});
