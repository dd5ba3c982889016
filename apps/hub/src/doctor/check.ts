import type { Clock } from "@casement/core";
import type { Transport } from "@casement/host";
import type { Io } from "../terminal/io.ts";

/** One line of the doctor's report. Holds no token, no name of a person and no mail address. */
export interface Check {
  /** `node`, `clock`, `account:home` … */
  readonly id: string;
  readonly status: "ok" | "warning" | "problem";
  readonly message: string;
  /** What to do; only beside a warning or problem. */
  readonly cure?: string;
}

/** The world around the hub, so that tests can be it. */
export interface Surroundings {
  readonly io: Io;
  readonly clock: Clock;
  /** How requests to Microsoft leave. */
  readonly transport: Transport;
  /** Version of Node.js. */
  readonly node: string;
  /** Longest wait for one answer (ms). */
  readonly limit: number;
}

export const ok = (id: string, message: string): Check => ({ id, status: "ok", message });
export const warning = (id: string, message: string, cure: string): Check => ({ id, status: "warning", message, cure });
export const problem = (id: string, message: string, cure: string): Check => ({ id, status: "problem", message, cure });

/** What `work` gives, unless it takes too long: its signal is then aborted. Undefined: it took too long. */
export async function inTime<T>({ clock, io, limit }: Surroundings, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const late = new AbortController();
  const signal = AbortSignal.any([io.signal, late.signal]);
  let cancel = (): void => {};
  const limited = new Promise<undefined>((resolve) => {
    cancel = clock.after(limit, () => {
      resolve(undefined);
      late.abort();
    });
    io.signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  try {
    return await Promise.race([work(signal), limited]);
  } finally {
    cancel();
  }
}
