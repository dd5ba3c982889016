import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A program of a test that runs in a process of its own. */
export interface TestProcess {
  readonly child: ChildProcess;
  /** What it has printed. */
  readonly lines: readonly string[];
  /** Writes a line to its standard input. */
  say(line: string): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
}

/** `program`: a file of this folder. `env`: what its environment has besides that of this process. */
export function startProcess(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): TestProcess {
  const loader = ["--conditions=casement-source", "--import", createRequire(import.meta.url).resolve("tsx")];
  const child = spawn(process.execPath, [...loader, join(import.meta.dirname, program), ...args], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  // It may have ended.
  child.stdin.on("error", () => {});
  const lines: string[] = [];
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  return {
    child,
    lines,
    say: (line) => void child.stdin.write(`${line}\n`),
    ended: new Promise((resolve) => child.once("close", resolve)),
  };
}
