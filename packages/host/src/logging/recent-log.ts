import type { Clock, Logger } from "@casement/core";

/** A line of the log, for people. */
export interface LogEntry {
  /** Increases with every entry. */
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly level: "info" | "warn" | "error";
  readonly account?: string;
  readonly plugin?: string;
  readonly message: string;
}

/** The latest lines of a log, in memory. */
export interface RecentLog {
  /** Writes to the log behind it, and keeps the line unless its level is `debug`. Data of a line is not kept. */
  readonly log: Logger;
  /** Oldest first. */
  entries(): readonly LogEntry[];
  /** Forgets the lines of an account that was removed. */
  forget(account: string): void;
}

/** Lines that are kept. */
export const maxLogEntries = 1_000;
const maxMessageLength = 500;

export function createRecentLog(log: Logger, clock: Clock): RecentLog {
  let entries: LogEntry[] = [];
  let lastId = 0;
  const keep = (level: LogEntry["level"], line: string): void => {
    entries.push({ id: ++lastId, at: clock.now().toISOString(), level, ...sourceOf(line) });
    // Not with every line: most of the time is spent moving the others.
    if (entries.length > maxLogEntries * 1.1) entries = entries.slice(-maxLogEntries);
  };
  const at = (level: LogEntry["level"]) => (message: string, data?: object) => {
    keep(level, message);
    log[level](message, data);
  };
  return {
    log: { debug: (message, data) => log.debug(message, data), info: at("info"), warn: at("warn"), error: at("error") },
    entries: () => entries.slice(-maxLogEntries),
    forget(account) {
      entries = entries.filter((entry) => entry.account !== account);
    },
  };
}

/** Lines about an account begin with `[account]` or `[account/plugin]`; those about a call name both. */
function sourceOf(line: string): Pick<LogEntry, "account" | "plugin" | "message"> {
  const { account, plugin, text } =
    /^\[(?<account>[a-z][a-z0-9-]*)(?:\/(?<plugin>[a-z][a-z0-9-]*))?\] (?<text>.*)$/s.exec(line)?.groups ??
    /^(?<text>[a-z]+ called (?<account>[a-z][a-z0-9-]*) (?<plugin>[a-z][a-z0-9-]*)\/.*)$/s.exec(line)?.groups ??
    {};
  const message = (text ?? line).slice(0, maxMessageLength);
  return { ...(account !== undefined && { account }), ...(plugin !== undefined && { plugin }), message };
}
