import type { Clock } from "@casement/core";
import type { Wire } from "@casement/host";
import type { CommandIo } from "../terminal/command-io.ts";

/** One line of the doctor's report. Holds no token, no name of a person and no mail address. */
export interface DoctorCheck {
  /** `node`, `clock`, `account:home` … */
  readonly id: string;
  readonly status: "ok" | "warning" | "problem";
  readonly message: string;
  /** What to do; only beside a warning or problem. */
  readonly cure?: string;
}

/** The world around the hub, so that tests can be it. */
export interface DoctorEnvironment {
  readonly io: CommandIo;
  readonly clock: Clock;
  /** How requests to Microsoft leave. */
  readonly transport: Wire;
  /** Version of Node.js. */
  readonly nodeVersion: string;
  /** Longest wait for one answer (ms). */
  readonly timeout: number;
}

export const okCheck = (id: string, message: string): DoctorCheck => ({ id, status: "ok", message });
export const warningCheck = (id: string, message: string, cure: string): DoctorCheck => ({ id, status: "warning", message, cure });
export const problemCheck = (id: string, message: string, cure: string): DoctorCheck => ({ id, status: "problem", message, cure });

/** What `work` gives, unless it takes too long: its signal is then aborted. Undefined: it took too long. */
export async function withTimeLimit<T>(
  { clock, io, timeout }: DoctorEnvironment,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const late = new AbortController();
  const signal = AbortSignal.any([io.signal, late.signal]);
  let cancel = (): void => {};
  const limited = new Promise<undefined>((resolve) => {
    cancel = clock.after(timeout, () => {
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
