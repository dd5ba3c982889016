import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { RedisOwnershipOptions } from "../src/ownership/redis-ownership.ts";

/** As `createRedisOwnership` takes it. */
export interface WorkerProcessOptions extends Pick<RedisOwnershipOptions, "times" | "crashPolicy" | "slots"> {
  readonly url: string;
  readonly id: string;
  /** Whether each account stores rising numbers. */
  readonly writes?: boolean;
}

export interface WorkerProcess {
  readonly id: string;
  readonly child: ChildProcess;
  /** What it has printed. */
  readonly lines: readonly string[];
  readonly hasEnded: boolean;
  say(command: string): void;
}

export function startWorker(options: WorkerProcessOptions, program = "worker.fixture.ts"): WorkerProcess {
  const file = join(import.meta.dirname, program);
  const args = ["--conditions=casement-source", "--import", createRequire(import.meta.url).resolve("tsx"), file, JSON.stringify(options)];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  child.stdin.on("error", () => {});
  return {
    id: options.id,
    child,
    lines,
    get hasEnded() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    say: (command) => void child.stdin.write(`${command}\n`),
  };
}
