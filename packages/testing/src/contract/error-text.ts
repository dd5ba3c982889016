import { CasementError } from "@casement/core";
import type { ObservedPlugin } from "./observe-plugin.ts";

/** An error in a complaint: its code or class, and its message. */
export function errorTextOf(error: unknown): string {
  if (CasementError.is(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** What the first of the functions that failed threw, with its stack, as lines of a complaint. Empty when none of them threw. */
export function thrownTextOf({ thrown }: ObservedPlugin, callers: readonly string[]): string {
  const found = thrown.find(({ caller }) => callers.includes(caller));
  if (!found) return "";
  const lines = [`${found.caller} threw ${errorTextOf(found.error)}`, ...stackOf(found.error).map((frame) => `  ${frame}`)];
  return lines.map((line) => `\n    ${line}`).join("");
}

const maxFrames = 5;

/** The stack up to the code that called the plugin, without Node. */
function stackOf(error: unknown): readonly string[] {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  const frames = lines.map((line) => line.trim()).filter((line) => line.startsWith("at "));
  const end = frames.findIndex((frame) => /\b(?:observe-plugin|call-twice)\.[jt]s/.test(frame));
  return (end < 0 ? frames : frames.slice(0, end)).filter((frame) => !frame.includes("node:")).slice(0, maxFrames);
}
