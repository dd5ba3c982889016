import { existsSync, writeFileSync } from "node:fs";

/** Where Debian and Ubuntu install libfaketime. */
const places = ["/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime"];
const library = places.map((folder) => `${folder}/libfaketimeMT.so.1`).find(existsSync);

export const hasFakeClock = library !== undefined;

export interface ProcessClock {
  /** For the processes that follow this clock. */
  readonly env: Record<string, string>;
  /** Moves the clock to this many seconds beside the true one. */
  set(seconds: number): void;
}

/** A wall clock for single processes; the monotonic clock, which timers use, stays true. Needs libfaketime. */
export function createProcessClock(folder: string, seconds: number): ProcessClock {
  const file = `${folder}.clock`;
  const set = (offset: number) => writeFileSync(file, `${offset < 0 ? "" : "+"}${offset}`);
  set(seconds);
  return {
    set,
    env: {
      LD_PRELOAD: library ?? "",
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      DONT_FAKE_MONOTONIC: "1",
    },
  };
}
