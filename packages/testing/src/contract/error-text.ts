import { CasementError } from "@casement/core";

/** An error in a complaint: code, class and message. */
export function errorTextOf(error: unknown): string {
  if (CasementError.is(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** An error with the part of its stack that is the plugin's. */
export function errorWithStackOf(error: unknown): string {
  const frames = error instanceof Error ? pluginFrames(error.stack ?? "") : [];
  return [errorTextOf(error), ...frames].join("\n    ");
}

/** How many stack frames a complaint has. */
const maxFrames = 5;

/** The stack without Node, and up to the code that called the plugin. */
function pluginFrames(stack: string): readonly string[] {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const end = frames.findIndex((frame) => /observe-plugin\.[jt]s|call-twice\.[jt]s/.test(frame));
  return (end < 0 ? frames : frames.slice(0, end))
    .filter((frame) => !frame.includes("node:"))
    .slice(0, maxFrames)
    .map((frame) => frame.trim());
}
