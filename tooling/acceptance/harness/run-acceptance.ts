import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAllPrograms } from "./programs.ts";

/** What the run needs is not on this machine or not in reach: no fault of Casement. */
export class AcceptanceSkipped extends Error {}

export interface AcceptanceRun {
  /** Removed at the end. */
  readonly folder: string;
  /** Says what begins, and fails when it takes longer than so many seconds. */
  phase<T>(name: string, seconds: number, work: () => Promise<T>): Promise<T>;
  /** Something was seen to work. */
  ok(text: string): void;
}

/**
 * One acceptance run, as the whole of a process: exit code 0 when everything was seen to work, or with one line `SKIPPED …` when it could not
 * begin; 1 when something did not work or took longer than `seconds`. Nothing it started outlives it.
 */
export async function runAcceptance(name: string, seconds: number, work: (run: AcceptanceRun) => Promise<void>): Promise<void> {
  const begun = Date.now();
  const elapsed = () => Math.round((Date.now() - begun) / 1_000);
  const say = (text: string) => console.log(`[${String(elapsed()).padStart(3)} s] ${text}`);
  const folder = await mkdtemp(join(tmpdir(), `casement-${name}-`));
  let seen = 0;
  let stopping: Error | undefined;
  const end = async (code: number): Promise<never> => {
    killAllPrograms();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(1));
  const limit = late(`The whole run: not within ${seconds} s.`, seconds);
  try {
    await Promise.race([
      limit.promise,
      work({
        folder,
        async phase(title, within, step) {
          say(`${title} …`);
          const slow = late(`${title}: not within ${within} s.`, within);
          try {
            return await Promise.race([step(), slow.promise]);
          } finally {
            slow.clear();
          }
        },
        ok(text) {
          seen++;
          say(`ok  ${text}`);
        },
      }),
    ]);
  } catch (error) {
    stopping = error as Error;
  }
  limit.clear();
  if (stopping === undefined) console.log(`PASSED ${name}: ${seen} things seen to work, in ${elapsed()} s.`);
  else if (stopping instanceof AcceptanceSkipped && seen === 0) console.log(`SKIPPED ${name}: ${stopping.message}.`);
  else {
    console.error(stopping);
    console.log(`FAILED ${name}, after ${seen} things were seen to work and ${elapsed()} s.`);
    return end(1);
  }
  return end(0);
}

function late(message: string, seconds: number): { promise: Promise<never>; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), seconds * 1_000);
  });
  promise.catch(() => {});
  return { promise, clear: () => clearTimeout(timer) };
}
