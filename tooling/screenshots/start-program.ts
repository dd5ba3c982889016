import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Program {
  /** What the pattern's group found in its output. */
  readonly found: string;
  stop(): Promise<void>;
}

/** Starts one of our programs from source and waits for a line of it. */
export async function startProgram(cwd: string, file: string, args: readonly string[], pattern: RegExp): Promise<Program> {
  const child = spawn(
    process.execPath,
    ["--import", fileURLToPath(import.meta.resolve("tsx")), "--conditions=casement-source", file, ...args],
    {
      cwd,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const found = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      const match = pattern.exec(line)?.[1];
      if (match !== undefined) resolve(match);
    });
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}.`)));
  });
  return {
    found,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
