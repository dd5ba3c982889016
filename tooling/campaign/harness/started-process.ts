import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program of the campaign. */
export interface StartedProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<ProcessEnd>;
  /** Undefined while the program runs. */
  end(): ProcessEnd | undefined;
  /** Sends a signal. Resolves when the program has ended, or with undefined after 40 s. */
  stop(signal?: NodeJS.Signals): Promise<ProcessEnd | undefined>;
}

export interface ProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Files that standard output and standard error are appended to. Default: nowhere. */
  readonly stdout?: string;
  readonly stderr?: string;
  /** Replaces `stdout` and `stderr`. */
  readonly stdio?: StdioOptions;
}

const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));

export function startProcess(
  command: string,
  args: readonly string[],
  { env, stdout, stderr, stdio }: ProcessOptions = {},
): StartedProcess {
  const files = [stdout, stderr].map((path) => (path === undefined ? undefined : openSync(path, "a")));
  const child = spawn(command, [...args], {
    stdio: stdio ?? ["ignore", files[0] ?? "ignore", files[1] ?? "ignore"],
    env: { ...process.env, ...env },
  });
  for (const file of files) if (file !== undefined) closeSync(file);
  children.add(child);
  let ended: ProcessEnd | undefined;
  const exited = new Promise<ProcessEnd>((resolve) => {
    const finish = (code: number | null, signal: NodeJS.Signals | null) => {
      children.delete(child);
      ended = { code, signal };
      resolve(ended);
    };
    child.once("exit", finish);
    child.once("error", () => finish(-1, null));
  });
  return {
    child,
    exited,
    end: () => ended,
    async stop(signal = "SIGKILL") {
      if (ended) return ended;
      child.kill(signal);
      return Promise.race([exited, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 40_000).unref())]);
    },
  };
}
