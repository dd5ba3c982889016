import type { StoreProblem } from "@casement/cluster";
import { CasementError, type Clock, type Logger, systemClock } from "@casement/core";

/** What goes wrong with Redis, for the log: once, and not at each attempt. */
export interface RedisProblems {
  /** Why the connection broke, or could not be made. */
  connection(reason: string): void;
  /** Whether Redis answers, every few seconds. Nothing else ends its absence. */
  looked(problem: StoreProblem | undefined): void;
  /** Something failed that needs Redis. While it is gone, nothing is said of it. `what`: what that means, as a sentence. */
  other(error: unknown, what?: string): void;
  lastReason(): string | undefined;
}

interface Absence {
  readonly since: number;
  saidAt: number;
}

const minuteMs = 60_000;
/** How many texts are remembered. */
const maxTexts = 100;

export function createRedisProblems(log: Logger, clock: Clock = systemClock): RedisProblems {
  let lastReason: string | undefined;
  let absence: Absence | undefined;
  let endedAt = Number.NEGATIVE_INFINITY;
  /** When each text was logged last. */
  const saidAt = new Map<string, number>();
  const now = (): number => clock.now().getTime();
  const begin = (reason: string, since = now()): void => {
    if (absence) return;
    absence = { since, saidAt: now() };
    log.warn(`Redis cannot be reached (${reason}). Casement tries again until it can.`);
  };
  const sayAgain = (reason: string): void => {
    if (!absence || now() - absence.saidAt < minuteMs) return;
    absence.saidAt = now();
    log.warn(`Redis has not been reached for ${durationOf(now() - absence.since)} (${reason}).`);
  };
  const end = (): void => {
    if (!absence) return;
    log.warn(`Redis can be reached again, after ${durationOf(now() - absence.since)}.`);
    absence = undefined;
    endedAt = now();
  };
  const sayOnceAMinute = (text: string): void => {
    const last = saidAt.get(text);
    if (last !== undefined && now() - last < minuteMs) return;
    if (saidAt.size >= maxTexts) saidAt.clear();
    saidAt.set(text, now());
    log.warn(text);
  };
  return {
    connection(reason) {
      lastReason = reason;
      begin(reason);
    },
    looked(problem) {
      if (!problem) return end();
      begin(problem.reason, problem.since.getTime());
      sayAgain(problem.reason);
    },
    other(error, what) {
      if (isAbsence(error) || (absence && !CasementError.is(error))) return;
      if ((absence || now() - endedAt < minuteMs) && followsAbsence(error)) return;
      const text = CasementError.is(error) ? error.message : `Redis was not used as it should be: ${codeOf(error)}.`;
      sayOnceAMinute(what === undefined ? text : `${what} ${text}`);
    },
    lastReason: () => lastReason,
  };
}

/** Redis did not answer, or the connection broke. Whether it lasts is `looked` at. */
function isAbsence(error: unknown): boolean {
  if (CasementError.is(error)) return error.code === "store-unavailable" && error.details.reason !== "refused";
  if (!(error instanceof Error) || error.name === "ReplyError") return false;
  return (error as NodeJS.ErrnoException).code !== undefined || /connection|socket/i.test(error.message);
}

/** Locks end while Redis is gone, and accounts learn of it when it is back. */
const followsAbsence = (error: unknown): boolean =>
  CasementError.is(error) && ["store-unavailable", "store-behind", "lease-lost"].includes(error.code);

const durationOf = (ms: number): string => (ms < 2 * minuteMs ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / minuteMs)} minutes`);

/** The message of an answer of Redis can have names and contents. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const { code } = error as NodeJS.ErrnoException;
  return code ?? /^[A-Z]{3,}/.exec(error.message)?.[0] ?? error.name;
}
