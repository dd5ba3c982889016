import { createProgram, isCommanderError } from "./program.ts";
import type { CommandIo } from "./terminal/command-io.ts";

/** Runs the command line. Returns the exit code: 0 success, 1 failure, 2 wrong usage or invalid configuration. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const program = createProgram(io);
  try {
    if (args.length === 0) {
      io.print(program.helpInformation().trimEnd());
      return 0;
    }
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    const json = args.includes("--json");
    if (!isCommanderError(error)) return (await import("./report-error.ts")).reportError(error, io, json);
    if (error.exitCode === 0) return 0;
    if (json) io.warn(JSON.stringify({ error: { code: "usage", message: error.message.replace(/^error: /, ""), details: {} } }));
    return 2;
  }
}
