import { CasementError } from "@casement/core";
import { ExitCodeError } from "./exit-code-error.ts";
import type { CommandIo } from "./terminal/command-io.ts";
import { escapeAllControls } from "./terminal/escape-controls.ts";
import { createTextStyles, type TextStyles } from "./terminal/text-styles.ts";
import { UsageError } from "./usage-error.ts";

/** What was typed or configured is wrong. */
const usageErrors: ReadonlySet<string> = new Set([
  "usage",
  "config-invalid",
  "config-missing",
  "account-unknown",
  "sensor-unknown",
  "service-unknown",
  "input-invalid",
]);

/** Prints an error to standard error. Returns the exit code: 1 failure, 2 wrong usage or invalid configuration. */
export function reportError(error: unknown, io: CommandIo, json: boolean): number {
  if (error instanceof ExitCodeError) return error.exitCode;
  const { code, message, details } = describeError(error);
  const style: TextStyles = createTextStyles(io.color);
  io.warn(style.red(escapeAllControls(message)));
  if ("graphMessage" in details) io.warn(escapeAllControls(`Microsoft Graph says: ${details.graphMessage}`));
  if (json) io.warn(JSON.stringify({ error: { code, message, details } }));
  else if (code === "bug" && error instanceof Error && io.env.CASEMENT_DEBUG) io.warn(error.stack ?? "");
  return usageErrors.has(code) ? 2 : 1;
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
