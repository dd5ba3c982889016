import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A process that stores rising numbers as the owner of the account `home`. */
export interface Writer {
  readonly child: ChildProcess;
  /** What it has printed: numbers that are stored, and at last the code of an error. */
  readonly lines: readonly string[];
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
}

export function startWriter(url: string, token: string, how = ""): Writer {
  const program = join(import.meta.dirname, "writer.fixture.ts");
  const args = ["--conditions=casement-source", "--import", createRequire(import.meta.url).resolve("tsx"), program, url, token, how];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  return { child, lines, ended: new Promise((resolve) => child.once("close", resolve)) };
}
