import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type ScopeReport, smallerSetsOf } from "@casement/core";
import { expect, it } from "vitest";
import { createTestIo } from "../../test/command-line.fixture.ts";
import { createTextStyles } from "../terminal/text-styles.ts";
import { type WaitingSignIn, waitForSwitch } from "./wait-for-switch.ts";

const account = ["User.Read", "offline_access"];
function reportWith(sets: Partial<ScopeReport["signIn"]>, accountType = "work"): ScopeReport {
  const signIn = { all: account, read: account, self: account, ...sets };
  return { account: "home", accountType, signIn, smallerSets: smallerSetsOf(signIn) } as unknown as ScopeReport;
}
const managed = reportWith({
  all: ["Mail.Send", "Mail.Read", "Presence.Read", ...account],
  read: ["Mail.Read", "Presence.Read", ...account],
  self: ["Mail.Send", "Presence.Read", ...account],
});

function contextWith(key?: string, json = false) {
  const { io, output } = createTestIo(key === undefined ? {} : { key });
  return {
    context: { io: { ...io, terminal: key !== undefined }, style: createTextStyles(false), json, config: undefined },
    hints: () => output().err,
  };
}
const pending = new Promise<never>(() => {});
const waiting = (report: ScopeReport, more: Partial<WaitingSignIn> = {}): WaitingSignIn => ({
  report,
  method: "device-code",
  requestedSet: "all",
  finished: pending,
  ...more,
});

it("says what to do, and one key switches to a smaller set", async () => {
  const { context, hints } = contextWith("s");
  expect(await waitForSwitch(context, waiting(managed), 1)).toBe("smaller-set");
  expect(hints()).toMatch(/asks for an administrator: press S .*\n.*scopes --account home --format request/);
});

it("says it too where no key can be pressed, or no smaller set would help", async () => {
  const noTerminal = contextWith();
  expect(await waitForSwitch(noTerminal.context, waiting(managed), 1)).toBeUndefined();
  expect(noTerminal.hints()).toMatch(/administrator: send the administrator .*\n.*--format request/);
  const nothingLess = contextWith("b");
  const report = reportWith({ all: ["Mail.Read", ...account], read: ["Mail.Read", ...account] });
  expect(await waitForSwitch(nothingLess.context, waiting(report), 1)).toBe("callback");
  expect(nothingLess.hints()).not.toContain("press S");
});

it("one key changes from the code to the browser, and from the browser to a code without a wait", async () => {
  const code = contextWith("b");
  expect(await waitForSwitch(code.context, waiting(managed), 1)).toBe("callback");
  expect(code.hints()).toContain("If it refuses the code: press B");
  const browser = contextWith("c");
  expect(await waitForSwitch(browser.context, waiting(managed, { method: "callback" }), 60_000)).toBe("device-code");
  expect(browser.hints()).toBe("");
});

it("does not offer less than the user has asked for", async () => {
  const { context, hints } = contextWith("b");
  expect(await waitForSwitch(context, waiting(managed, { requestedSet: "self" }), 1)).toBe("callback");
  expect(hints()).not.toContain("press S");
  // The wall can be there again.
  expect(hints()).toContain("--format request");
});

it("says nothing once the sign-in is over, in JSON, and to a personal account", async () => {
  for (const [{ context, hints }, signIn, hintAfterMs] of [
    [contextWith("s"), waiting(managed, { finished: Promise.resolve() }), 60_000],
    [contextWith("s", true), waiting(managed), 60_000],
    [contextWith(), waiting({ ...managed, accountType: "personal" }), 1],
  ] as const) {
    expect(await waitForSwitch(context, signIn, hintAfterMs)).toBeUndefined();
    expect(hints()).toBe("");
  }
});

it("in the browser flow, the hint comes although memory is cleaned up meanwhile", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const { context, hints } = contextWith("s");
  const keys = [undefined, "s"];
  // As a terminal does: it waits for a key or the signal.
  const readKey = async (until: AbortSignal): Promise<string | undefined> => {
    const key = keys.shift();
    if (key !== undefined) return key;
    const ended = AbortSignal.any([until, context.io.signal]);
    const aborted = new Promise<undefined>((resolve) => ended.addEventListener("abort", () => resolve(undefined), { once: true }));
    setImmediate(collectGarbage);
    return aborted;
  };
  const terminal = { ...context, io: { ...context.io, readKey } };
  expect(await waitForSwitch(terminal, waiting(managed, { method: "callback" }), 100)).toBe("smaller-set");
  expect(hints()).toContain("press S");
});
