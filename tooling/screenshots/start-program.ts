import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface StartedProgram {
  /** The match of the pattern's group in the output. */
  readonly found: string;
  stop(): Promise<void>;
}

/**
 * Starts a program of this repository from source, and waits for a line that matches the pattern. `clock`: the time at which its clock begins.
 * Default: the machine's.
 */
export async function startProgram(
  cwd: string,
  file: string,
  args: readonly string[],
  pattern: RegExp,
  clock?: string,
): Promise<StartedProgram> {
  const preloaded = [import.meta.resolve("tsx"), ...(clock === undefined ? [] : [import.meta.resolve("./shifted-clock.ts")])];
  const child = spawn(
    process.execPath,
    [...preloaded.flatMap((module) => ["--import", module]), "--conditions=casement-source", file, ...args],
    {
      cwd,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...(clock !== undefined && { CASEMENT_CLOCK: clock }) },
    },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const found = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      const match = pattern.exec(line)?.[1];
      if (match !== undefined) resolve(match);
    });
    child.once("exit", (code) => reject(new Error(`${file} ended with exit code ${code}.`)));
  });
  return {
    found,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
