import type { Logger } from "@casement/core";

/** A logger whose lines say what they are about: `[home]` or `[home/calendar]`. */
export function withPrefix(log: Logger, label: string): Logger {
  const line = (level: keyof Logger) => (message: string, data?: object) => log[level](`[${label}] ${message}`, data);
  return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}
