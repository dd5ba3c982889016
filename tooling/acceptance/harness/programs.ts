import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program that runs in the background of an acceptance run. */
export interface RunningProgram extends AsyncDisposable {
  readonly pid: number;
  readonly output: () => string;
  /** The exit code. -1: killed. */
  readonly ended: Promise<number>;
  /** The first line that the program prints to standard output. */
  readonly firstLine: Promise<string>;
  /** Interrupts the program. Kills it after 20 s. */
  stop(): Promise<void>;
  /** Ends the program at once, as a power failure would. */
  kill(): Promise<void>;
}

const stopTimeout = 20_000;
const runningChildren = new Set<ChildProcess>();

/** Kills all programs that are running, with their child processes. */
export function killAllPrograms(): void {
  for (const child of runningChildren) sendSignal(child, "SIGKILL");
}

// Every program has its own process group, because npm and tsx start child processes.
function sendSignal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // The program has ended.
  }
}

interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

function spawnChild(command: string, args: readonly string[], { cwd, env }: ProgramOptions): ChildProcess {
  const child = spawn(command, [...args], { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  runningChildren.add(child);
  child.once("exit", () => runningChildren.delete(child));
  child.once("error", () => runningChildren.delete(child));
  return child;
}

export function startProgram(command: string, args: readonly string[], options: ProgramOptions = {}): RunningProgram {
  const child = spawnChild(command, args, options);
  let output = "";
  const firstLine = new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (data: Buffer) => {
      output += data;
      text += data;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    child.on("exit", (code) => reject(new Error(`${command} ended with exit code ${code}:\n${output}`)));
    child.on("error", reject);
  });
  firstLine.catch(() => {});
  child.stderr?.on("data", (data: Buffer) => {
    output += data;
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!runningChildren.has(child)) return;
    const ended = once(child, "exit");
    sendSignal(child, signal);
    const killTimer = setTimeout(() => sendSignal(child, "SIGKILL"), stopTimeout);
    await ended;
    clearTimeout(killTimer);
  };
  const stop = () => end("SIGINT");
  const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? -1)));
  return { pid: child.pid ?? 0, output: () => output, ended, firstLine, stop, kill: () => end("SIGKILL"), [Symbol.asyncDispose]: stop };
}

export interface ProgramResult {
  /** Exit code. -1: the program does not exist, or was killed. */
  readonly code: number;
  readonly output: string;
  readonly timedOut: boolean;
}

/** Runs a program until it ends. Kills it after `seconds`. `onLine` receives each line of its standard output at once. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: ProgramOptions & { readonly seconds: number; readonly onLine?: (line: string) => void },
): Promise<ProgramResult> {
  const child = spawnChild(command, args, options);
  if (options.onLine && child.stdout) createInterface({ input: child.stdout }).on("line", options.onLine);
  let output = "";
  let timedOut = false;
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data: Buffer) => {
      output += data;
    });
  const killTimer = setTimeout(() => {
    timedOut = true;
    sendSignal(child, "SIGKILL");
  }, options.seconds * 1_000);
  const code = await new Promise<number>((resolve) => {
    child.on("error", () => resolve(-1));
    child.on("close", (exitCode) => resolve(exitCode ?? -1));
  });
  clearTimeout(killTimer);
  return { code, output, timedOut };
}
