import { CasementError } from "@casement/core";
import { Ended } from "./ended.ts";
import { type Colours, colours } from "./terminal/colours.ts";
import type { Io } from "./terminal/io.ts";
import { UsageError } from "./usage-error.ts";

/** Says on standard error what went wrong, and returns the exit code: 1 failed, 2 wrong usage or config. */
export function reportError(error: unknown, io: Io, json: boolean): number {
  if (error instanceof Ended) return error.exitCode;
  const { code, message, details } = describe(error);
  const paint: Colours = colours(io.colour);
  io.warn(paint.red(message));
  if (json) io.warn(JSON.stringify({ error: { code, message, details } }));
  else if (code === "bug" && error instanceof Error && io.env.CASEMENT_DEBUG) io.warn(error.stack ?? "");
  return code === "usage" || code === "config-invalid" || code === "config-missing" ? 2 : 1;
}

function describe(error: unknown): { code: string; message: string; details: object } {
  if (CasementError.is(error)) return error;
  if (error instanceof UsageError) return { code: "usage", message: error.message, details: {} };
  const what = error instanceof Error ? error.message : String(error);
  return { code: "bug", message: `Something unexpected happened: ${what}. Set CASEMENT_DEBUG=1 to see where, and report it.`, details: {} };
}
