import type { Clock } from "@casement/core";
import type { Transport } from "@casement/host";
import type { CommandIo } from "../terminal/command-io.ts";

/** The result of one check. Contains no token, personal name or mail address. */
export interface DoctorCheck {
  /** `node`, `clock`, `account:home` … */
  readonly id: string;
  readonly status: "ok" | "warning" | "problem";
  readonly message: string;
  /** How to fix it. Only for a warning or problem. */
  readonly cure?: string;
}

/** Everything outside the process that the checks use. Tests pass their own. */
export interface DoctorEnvironment {
  readonly io: CommandIo;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly nodeVersion: string;
  /** Timeout of one request (ms). */
  readonly timeout: number;
}

export const okCheck = (id: string, message: string): DoctorCheck => ({ id, status: "ok", message });
export const warningCheck = (id: string, message: string, cure: string): DoctorCheck => ({ id, status: "warning", message, cure });
export const problemCheck = (id: string, message: string, cure: string): DoctorCheck => ({ id, status: "problem", message, cure });

/** Runs `work` with a time limit. On timeout, aborts its signal and returns undefined. */
export async function withTimeLimit<T>(
  { clock, io, timeout }: DoctorEnvironment,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const timeoutAbort = new AbortController();
  const signal = AbortSignal.any([io.signal, timeoutAbort.signal]);
  let cancel = (): void => {};
  const timedOut = new Promise<undefined>((resolve) => {
    cancel = clock.after(timeout, () => {
      resolve(undefined);
      timeoutAbort.abort();
    });
    io.signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  try {
    return await Promise.race([work(signal), timedOut]);
  } finally {
    cancel();
  }
}
