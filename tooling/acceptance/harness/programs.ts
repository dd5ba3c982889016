import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A program that runs beside the acceptance run. */
export interface RunningProgram extends AsyncDisposable {
  readonly output: () => string;
  /** The first line that it prints to standard output. */
  readonly firstLine: Promise<string>;
  /** Asks it to end. After 20 s it is killed. */
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

const patience = 20_000;
const running = new Set<ChildProcess>();

/** Ends whatever still runs, with its children, at once. */
export function killAllPrograms(): void {
  for (const child of running) signal(child, "SIGKILL");
}

// Each has a process group of its own: npm and tsx start others.
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // It has ended.
  }
}

function start(command: string, args: readonly string[], { cwd, env }: { cwd?: string; env?: Record<string, string> }): ChildProcess {
  const child = spawn(command, [...args], { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  running.add(child);
  child.once("exit", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

export function startProgram(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): RunningProgram {
  const child = start(command, args, options);
  let output = "";
  const firstLine = new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (data: Buffer) => {
      output += data;
      text += data;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    child.on("exit", (code) => reject(new Error(`${command} ended with ${code}:\n${output}`)));
    child.on("error", reject);
  });
  firstLine.catch(() => {});
  child.stderr?.on("data", (data: Buffer) => {
    output += data;
  });
  const end = async (first: NodeJS.Signals): Promise<void> => {
    if (!running.has(child)) return;
    const ended = once(child, "exit");
    signal(child, first);
    const kill = setTimeout(() => signal(child, "SIGKILL"), patience);
    await ended;
    clearTimeout(kill);
  };
  const stop = () => end("SIGINT");
  return { output: () => output, firstLine, stop, kill: () => end("SIGKILL"), [Symbol.asyncDispose]: stop };
}

export interface ProgramResult {
  /** -1: there is no such program, or it took too long. */
  readonly code: number;
  readonly output: string;
  readonly late: boolean;
}

/** Runs to the end, or for so many seconds. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; seconds: number },
): Promise<ProgramResult> {
  const child = start(command, args, options);
  let output = "";
  let late = false;
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data: Buffer) => {
      output += data;
    });
  const limit = setTimeout(() => {
    late = true;
    signal(child, "SIGKILL");
  }, options.seconds * 1_000);
  const code = await new Promise<number>((resolve) => {
    child.on("error", () => resolve(-1));
    child.on("close", (ended) => resolve(ended ?? -1));
  });
  clearTimeout(limit);
  return { code, output, late };
}
