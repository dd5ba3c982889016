import { CasementError, type Logger } from "@casement/core";
import { beforeEach, describe, expect, it } from "vitest";
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

it("logs the cause of an error at debug, and a stack only if there is one", () => {
  const faults = createFaultLog(log, "home/quota");
  const error = Object.assign(new Error("outer", { cause: new Error("inner") }), { stack: undefined });
  faults.report("a", error);
  faults.report("b", Object.assign(new Error("outer", { cause: "inner" }), { stack: undefined }));
  faults.report("c", 7);
  expect(lines.filter(({ level }) => level === "debug").map(({ data }) => data)).toEqual([
    { error: "outer", cause: "inner" },
    { error: "outer" },
    { error: "7" },
  ]);
});

it("says nothing of work that was aborted", () => {
  const aborted = new DOMException("It was aborted.", "AbortError");
  createFaultLog(log, "home/quota").report("a", aborted);
  createFaultLog(log, "home/quota").report("a", Object.assign(new Error("x"), { name: "AbortError" }));
  expect(lines.map(({ level }) => level)).toEqual(["debug", "debug"]);
});

describe("an outage", () => {
  const outage = (message: string) => new CasementError("graph-unreachable", message);
  const said = () => lines.filter(({ level }) => level !== "debug").map(({ level, message }) => `${level} ${message}`);
  const diskFull = Object.assign(new Error("ENOSPC: write"), { code: "ENOSPC" });

  it("is a warning when it lasts for a second round, whatever its text, and its end is told", () => {
    const faults = createFaultLog(log, "home/quota");
    faults.report("a", outage("First."));
    expect(said()).toEqual([]);
    faults.clear("a");
    expect(said()).toEqual([]);
    faults.report("a", outage("First."));
    faults.report("a", outage("Second."));
    faults.report("a", outage("Third."));
    faults.clear("a");
    faults.clear("a");
    expect(said()).toEqual(["warn [home/quota] a keeps failing (graph-unreachable): Second.", "info [home/quota] a works again"]);
  });

  it("is over when no part fails any more, and is told once for all parts", () => {
    const faults = createFaultLog(log, "home/quota");
    for (const part of ["1", "2", "1", "2"]) faults.report("a", outage("Down."), part);
    faults.clear("a", "1");
    expect(said()).toEqual(["warn [home/quota] a keeps failing (graph-unreachable): Down."]);
    faults.clear("a", "2");
    expect(said()).toHaveLength(2);
  });

  it("starts to count again when its reason changes", () => {
    const faults = createFaultLog(log, "home/quota");
    faults.report("a", outage("Down."));
    faults.report("a", new CasementError("graph-throttled", "Wait."));
    faults.report("a", outage("Down."));
    expect(said()).toEqual([]);
  });

  it("can be one of the disk", () => {
    const faults = createFaultLog(log, "home/quota");
    for (let round = 0; round < 2; round++) faults.report("a", diskFull);
    expect(said()).toEqual(["warn [home/quota] a keeps failing (disk): the disk is full (ENOSPC)"]);
  });
});

it("reports what a function throws, and clears it when the function succeeds", async () => {
  const faults = createFaultLog(log, "home/quota");
  const failure = new CasementError("output-invalid", "It is not JSON.");
  await expect(faults.during("a", () => Promise.reject(failure), "1")).rejects.toBe(failure);
  expect(errors()).toEqual(["[home/quota] a failed: It is not JSON."]);
  expect(await faults.during("a", async () => 5, "2")).toBe(5);
  expect(lines.at(-1)).not.toMatchObject({ message: expect.stringContaining("works again") });
  await faults.during("a", async () => 5, "1");
  expect(lines.at(-1)).toMatchObject({ level: "info", message: "[home/quota] a works again" });
});
