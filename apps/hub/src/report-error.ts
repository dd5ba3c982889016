import { CasementError } from "@casement/core";
import { ExitCodeError } from "./exit-code-error.ts";
import type { CommandIo } from "./terminal/command-io.ts";
import { createTextStyles, type TextStyles } from "./terminal/text-styles.ts";
import { UsageError } from "./usage-error.ts";

/** Says on standard error what went wrong, and returns the exit code: 1 failed, 2 wrong usage or config. */
export function reportError(error: unknown, io: CommandIo, json: boolean): number {
  if (error instanceof ExitCodeError) return error.exitCode;
  const { code, message, details } = describeError(error);
  const style: TextStyles = createTextStyles(io.color);
  io.warn(style.red(message));
  if (json) io.warn(JSON.stringify({ error: { code, message, details } }));
  else if (code === "bug" && error instanceof Error && io.env.CASEMENT_DEBUG) io.warn(error.stack ?? "");
  return code === "usage" || code === "config-invalid" || code === "config-missing" ? 2 : 1;
}

function describeError(error: unknown): { code: string; message: string; details: object } {
  if (CasementError.is(error)) return error;
  if (error instanceof UsageError) return { code: "usage", message: error.message, details: {} };
  const what = error instanceof Error ? error.message : String(error);
  return { code: "bug", message: `Something unexpected happened: ${what}. Set CASEMENT_DEBUG=1 to see where, and report it.`, details: {} };
}
