import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunFigures, writeFigures } from "../../figures/run-figures.ts";
import { killAllPrograms } from "./programs.ts";

/** Something that the run needs is not installed or not reachable. This is not a fault of Casement. */
export class AcceptanceSkipped extends Error {}

export interface AcceptanceRun {
  /** Removed at the end. */
  readonly folder: string;
  /** Prints the phase's name. Fails when the work takes longer than `seconds`. */
  phase<T>(name: string, seconds: number, work: () => Promise<T>): Promise<T>;
  /** Counts and prints a check that passed. */
  ok(text: string): void;
  /** Prints what could not be checked on this machine, and why. */
  skip(text: string): void;
  /** Keeps figures for the documents, if all of the run passes: without arguments, and with nothing skipped. CI, which changes no file, does not. */
  keep(figures: RunFigures): void;
}

/** Returns what the last line says about this number of checks. Default: `N checks`. */
export type SummaryOfChecks = (checks: number) => string;

/**
 * Runs one acceptance run, which is a whole process. Exit code 0: all checks passed, or the run could not begin and its last line is
 * `SKIPPED …`. Exit code 1: a check failed, or the run took longer than `seconds`. No program that it started keeps running.
 */
export async function runAcceptance(
  name: string,
  seconds: number,
  work: (run: AcceptanceRun) => Promise<SummaryOfChecks> | Promise<void>,
): Promise<void> {
  const startedAt = Date.now();
  const elapsedSeconds = () => Math.round((Date.now() - startedAt) / 1_000);
  const print = (text: string) => console.log(`[${String(elapsedSeconds()).padStart(3)} s] ${text}`);
  const folder = await mkdtemp(join(tmpdir(), `casement-${name}-`));
  let checks = 0;
  let summary: SummaryOfChecks = (count) => `${count} checks`;
  let failure: Error | undefined;
  let isComplete = process.argv.length === 2 && !process.env.CI;
  let figures: RunFigures | undefined;
  const exit = async (code: number): Promise<never> => {
    killAllPrograms();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void exit(1));
  const runTimeout = createTimeout(`The whole run took longer than ${seconds} s.`, seconds);
  try {
    const ownSummary = await Promise.race([
      runTimeout.promise,
      work({
        folder,
        async phase(title, phaseSeconds, step) {
          print(`${title} …`);
          const phaseTimeout = createTimeout(`${title} took longer than ${phaseSeconds} s.`, phaseSeconds);
          try {
            return await Promise.race([step(), phaseTimeout.promise]);
          } finally {
            phaseTimeout.clear();
          }
        },
        ok(text) {
          checks++;
          print(`ok  ${text}`);
        },
        skip(text) {
          isComplete = false;
          console.log(`SKIPPED ${name}: ${text}.`);
        },
        keep(more) {
          figures = { ...figures, ...more };
        },
      }),
    ]);
    if (ownSummary) summary = ownSummary;
  } catch (error) {
    failure = error as Error;
  }
  runTimeout.clear();
  if (failure === undefined && isComplete && figures) await writeFigures(name, { checks, ...figures });
  if (failure === undefined) console.log(`PASSED ${name}: ${summary(checks)}`);
  else if (failure instanceof AcceptanceSkipped && checks === 0) console.log(`SKIPPED ${name}: ${failure.message}.`);
  else {
    console.error(failure);
    console.log(`FAILED ${name} after ${checks} checks and ${elapsedSeconds()} s.`);
    return exit(1);
  }
  return exit(0);
}

/** A promise that rejects after `seconds`. */
function createTimeout(message: string, seconds: number): { promise: Promise<never>; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), seconds * 1_000);
  });
  promise.catch(() => {});
  return { promise, clear: () => clearTimeout(timer) };
}
