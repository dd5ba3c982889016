import { CasementError } from "@casement/core";
import { ExitCodeError } from "./exit-code-error.ts";
import type { CommandIo } from "./terminal/command-io.ts";
import { createTextStyles, type TextStyles } from "./terminal/text-styles.ts";
import { UsageError } from "./usage-error.ts";

/** Prints an error to standard error. Returns the exit code: 1 failure, 2 wrong usage or invalid configuration. */
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
  const text = error instanceof Error ? error.message : String(error);
  return {
    code: "bug",
    message: `Unexpected error: ${text}. To see where it happened, run the command again with CASEMENT_DEBUG=1. Please report it.`,
    details: {},
  };
}
