import { setTimeout as sleep } from "node:timers/promises";
import type { RequestedSet, ScopeReport } from "@casement/core";
import { abortAfter } from "../abort-after.ts";
import type { CommandContext } from "../command-context.ts";

/** How to go on instead of waiting. */
export type SwitchChoice = "smaller-set" | "callback" | "device-code";

export interface WaitingSignIn {
  readonly report: ScopeReport;
  readonly method: "callback" | "device-code";
  readonly requestedSet: RequestedSet;
  readonly finished: Promise<unknown>;
}

/** Microsoft's pages do not tell the app that an administrator must approve, or that they refuse the code. */
const defaultHintAfterMs = 30_000;

/**
 * While a sign-in waits: after a while says what to do if Microsoft's page asks for an administrator or refuses. Resolves with what the user
 * chose by a key, and with undefined when the sign-in is over or no key can be pressed.
 */
export async function waitForSwitch(
  { io, style, json }: CommandContext,
  { report, method, requestedSet, finished }: WaitingSignIn,
  hintAfterMs = defaultHintAfterMs,
): Promise<SwitchChoice | undefined> {
  if (json) return undefined;
  const end = new AbortController();
  const stop = () => end.abort();
  finished.then(stop, stop);
  const signal = AbortSignal.any([end.signal, io.signal]);
  const isWork = report.accountType === "work";
  const maySwitch = io.terminal && isWork && requestedSet === "all" && report.smallerSets.length > 0;
  const otherMethod = method === "callback" ? { c: "device-code" as const } : io.terminal && isWork ? { b: "callback" as const } : {};

  async function readChoice(keys: Readonly<Record<string, SwitchChoice>>, until: AbortSignal): Promise<SwitchChoice | undefined> {
    for (;;) {
      const key = await io.readKey(until);
      if (key === undefined) return undefined;
      const choice = keys[key.toLowerCase()];
      if (choice) return choice;
    }
  }
  // The browser may be on another machine: nobody waits half a minute to say so.
  if (io.terminal && method === "callback") {
    const hint = abortAfter(hintAfterMs);
    const choice = await readChoice(otherMethod, AbortSignal.any([signal, hint.signal])).finally(hint.stop);
    if (choice) return choice;
  } else await sleep(hintAfterMs, undefined, { signal }).catch(() => {});
  if (signal.aborted) return undefined;
  if (isWork) {
    const cure = maySwitch ? "press S to sign in with less for now, or send the administrator" : "send the administrator";
    io.warn(
      style.yellow(
        `  If Microsoft's page asks for an administrator: ${cure} the output of\n  casement scopes --account ${report.account} --format request`,
      ),
    );
  }
  if ("b" in otherMethod)
    io.warn(style.yellow("  If it refuses the code: press B to sign in with the browser. Many organizations block codes."));
  return readChoice({ ...otherMethod, ...(maySwitch && { s: "smaller-set" }) }, signal);
}
