import type { Logger } from "@casement/core";

const levels = ["debug", "info", "warn", "error"] as const;

let handlesErrors = false;

/** A standard error that is closed or full ends no program: an error without a listener would. There is no other place to report it. */
function writeToStandardError(line: string): void {
  if (!handlesErrors) process.stderr.on("error", () => {});
  handlesErrors = true;
  process.stderr.write(`${line}\n`);
}

/** Writes one line per entry to standard error: time, level, message, data as JSON. */
export function createConsoleLogger(minLevel: (typeof levels)[number], write: (line: string) => void = writeToStandardError): Logger {
  const entry = (level: (typeof levels)[number]) => (message: string, data?: object) => {
    if (levels.indexOf(level) < levels.indexOf(minLevel)) return;
    write(`${new Date().toISOString()} ${level.padEnd(5)} ${message}${data === undefined ? "" : ` ${JSON.stringify(data)}`}`);
  };
  return { debug: entry("debug"), info: entry("info"), warn: entry("warn"), error: entry("error") };
}
