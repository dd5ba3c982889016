import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface ProcessFigures {
  /** Time until the expected output, or until the process ended. */
  readonly seconds: number;
  /** Resident memory when idle. Undefined if the process has ended. */
  readonly megabytes?: number;
}

/** Runs Node.js until it exits. */
export async function measureUntilExit(args: readonly string[], cwd: string): Promise<ProcessFigures> {
  const start = performance.now();
  const process = spawn(globalThis.process.execPath, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(process, "exit");
  if (code !== 0) throw new Error(`node ${args.join(" ")} ended with exit code ${code}`);
  return { seconds: (performance.now() - start) / 1000 };
}

/** Runs Node.js until it prints a line, waits for `whenReady` and then `restSeconds`, and ends it. */
export async function measureUntilLine(
  args: readonly string[],
  { cwd, restSeconds, whenReady }: { cwd: string; restSeconds: number; whenReady?: (line: string) => Promise<void> },
): Promise<ProcessFigures> {
  const start = performance.now();
  const process = spawn(globalThis.process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const line = await readFirstLine(process, args);
    const seconds = (performance.now() - start) / 1000;
    await whenReady?.(line);
    await new Promise((resolve) => setTimeout(resolve, restSeconds * 1000));
    return { seconds, megabytes: residentMemoryOf(process.pid ?? 0) };
  } finally {
    if (process.exitCode === null) {
      process.kill("SIGTERM");
      await once(process, "exit");
    }
  }
}

async function readFirstLine(process: ChildProcess, args: readonly string[]): Promise<string> {
  const ended = once(process, "exit").then(([code]) => {
    throw new Error(`node ${args.join(" ")} ended with ${code} before it printed a line`);
  });
  const [line] = await Promise.race([once(createInterface(process.stdout!), "line"), ended]);
  ended.catch(() => {});
  return String(line);
}

const residentMemoryOf = (pid: number): number =>
  (Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024) / 1e6;

/** The median of several runs, by time. */
export async function medianOf(times: number, run: () => Promise<ProcessFigures>): Promise<ProcessFigures> {
  const all: ProcessFigures[] = [];
  for (let time = 0; time < times; time++) all.push(await run());
  return all.sort((a, b) => a.seconds - b.seconds)[Math.floor(times / 2)]!;
}
