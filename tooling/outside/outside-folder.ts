import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Tarball } from "../check-packed/pack-package.ts";

const executeFile = promisify(execFile);

/** A folder outside the workspace, with npm only. */
export interface OutsideFolder {
  readonly folder: string;
  write(path: string, text: string): Promise<void>;
  /** Installs tarballs as dependencies. Everything else comes from the registry. */
  install(tarballs: readonly Tarball[], ...more: readonly string[]): Promise<void>;
  /** Runs a command to its end. Returns its standard output. Throws an Error with its output if it fails. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  /** Runs a command that must fail. Returns the error message. */
  runFailing(command: string, ...args: readonly string[]): Promise<string>;
  /** Starts a command in the background. */
  start(command: string, ...args: readonly string[]): RunningProgram;
}

export interface RunningProgram {
  /** Waits for the next line of its output that is a JSON object. */
  nextJson(): Promise<any>;
  stop(): Promise<void>;
}

export async function createOutsideFolder(folder: string): Promise<OutsideFolder> {
  await mkdir(folder, { recursive: true });
  // pnpm sets NODE_PATH, which would resolve packages of the workspace.
  const { NODE_PATH: _, ...env } = process.env;
  const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 };
  const run = async (command: string, ...args: readonly string[]): Promise<string> => {
    try {
      return (await executeFile(command, args, options)).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${command} ${args.join(" ")} failed:\n${stdout ?? ""}\n${stderr ?? String(error)}`);
    }
  };
  return {
    folder,
    run,
    async runFailing(command, ...args) {
      const message = await run(command, ...args).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (message === undefined) throw new Error(`${command} ${args.join(" ")} should have failed.`);
      return message;
    },
    async write(path, text) {
      await mkdir(join(folder, path, ".."), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    async install(tarballs, ...more) {
      const files = tarballs.map(({ file }) => file);
      await run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", ...more, ...files);
    },
    start: (command, ...args) =>
      watchProgram(spawn(command, args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"], detached: true })),
  };
}

function watchProgram(child: ChildProcess): RunningProgram {
  const found: any[] = [];
  let wake = (): void => {};
  let ended = false;
  createInterface({ input: child.stdout! }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    found.push(JSON.parse(line));
    wake();
  });
  const exit = new Promise<void>((resolve) =>
    child.once("exit", () => {
      ended = true;
      wake();
      resolve();
    }),
  );
  return {
    async nextJson() {
      const deadline = Date.now() + 90_000;
      while (found.length === 0) {
        if (ended) throw new Error("The program ended before it printed a line.");
        if (Date.now() > deadline) throw new Error("The program printed nothing for 90 seconds.");
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 1_000);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return found.shift();
    },
    async stop() {
      // Ends the whole process group, with the children of npm and tsx.
      if (!ended && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      await exit;
    },
  };
}
