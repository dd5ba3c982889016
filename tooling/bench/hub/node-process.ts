import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface Measured {
  /** Until it has said what it was started for, or ended. */
  readonly seconds: number;
  /** Resident, at rest; undefined of a process that has ended by itself. */
  readonly megabytes?: number;
}

/** Runs Node until it ends. */
export async function untilEnd(args: readonly string[], cwd: string): Promise<Measured> {
  const begun = performance.now();
  const process = spawn(globalThis.process.execPath, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(process, "exit");
  if (code !== 0) throw new Error(`node ${args.join(" ")} ended with ${code}`);
  return { seconds: (performance.now() - begun) / 1000 };
}

/** Runs Node until it has printed a line and `rest` seconds have passed, and ends it. `whenReady` is waited for before the rest. */
export async function untilLine(
  args: readonly string[],
  { cwd, rest, whenReady }: { cwd: string; rest: number; whenReady?: (line: string) => Promise<void> },
): Promise<Measured> {
  const begun = performance.now();
  const process = spawn(globalThis.process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const line = await firstLine(process, args);
    const seconds = (performance.now() - begun) / 1000;
    await whenReady?.(line);
    await new Promise((resolve) => setTimeout(resolve, rest * 1000));
    return { seconds, megabytes: resident(process.pid ?? 0) };
  } finally {
    if (process.exitCode === null) {
      process.kill("SIGTERM");
      await once(process, "exit");
    }
  }
}

async function firstLine(process: ChildProcess, args: readonly string[]): Promise<string> {
  const ended = once(process, "exit").then(([code]) => {
    throw new Error(`node ${args.join(" ")} ended with ${code} before it said anything`);
  });
  const [line] = await Promise.race([once(createInterface(process.stdout!), "line"), ended]);
  ended.catch(() => {});
  return String(line);
}

const resident = (pid: number): number =>
  (Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024) / 1e6;

/** The middle one of `times` runs, by time. */
export async function median(times: number, run: () => Promise<Measured>): Promise<Measured> {
  const all: Measured[] = [];
  for (let time = 0; time < times; time++) all.push(await run());
  return all.sort((a, b) => a.seconds - b.seconds)[Math.floor(times / 2)]!;
}
