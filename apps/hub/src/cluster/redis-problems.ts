import { CasementError, type Logger } from "@casement/core";

/** What goes wrong with Redis, for the log: once, and not at each attempt. */
export interface RedisProblems {
  /** Why the connection broke, or could not be made. */
  connection(reason: string): void;
  connected(): void;
  other(error: unknown): void;
  lastReason(): string | undefined;
}

export function createRedisProblems(log: Logger): RedisProblems {
  let reason: string | undefined;
  return {
    connection(now) {
      if (reason === undefined) log.warn(`Redis cannot be reached (${now}). Casement tries again until it can.`);
      reason = now;
    },
    connected() {
      if (reason !== undefined) log.warn("Redis can be reached again.");
      reason = undefined;
    },
    other(error) {
      if (CasementError.is(error)) log.warn(error.message);
      // While Redis is gone, everything fails that needs it.
      else if (reason === undefined) log.warn(`Redis was not used as it should be: ${codeOf(error)}.`);
    },
    lastReason: () => reason,
  };
}

/** The message of an answer of Redis can have names and contents. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const { code } = error as NodeJS.ErrnoException;
  return code ?? /^[A-Z]{3,}/.exec(error.message)?.[0] ?? error.name;
}
