import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Tarball } from "../check-packed/tarball.ts";

const execute = promisify(execFile);

/** A folder outside the workspace, with npm and nothing else. */
export interface Stranger {
  readonly folder: string;
  write(path: string, text: string): Promise<void>;
  /** Installs tarballs as a program's own dependencies, and whatever the registry has for the rest. */
  install(tarballs: readonly Tarball[], ...more: readonly string[]): Promise<void>;
  /** Runs a command to its end and gives what it printed. Throws with both its outputs when it fails. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  /** The same, for a command that shall fail. */
  refused(command: string, ...args: readonly string[]): Promise<string>;
  /** Starts something that stays. */
  start(command: string, ...args: readonly string[]): Running;
}

export interface Running {
  /** The next line of its output that is a JSON object. */
  nextJson(): Promise<any>;
  stop(): Promise<void>;
}

export async function stranger(folder: string): Promise<Stranger> {
  await mkdir(folder, { recursive: true });
  // pnpm sets NODE_PATH for what it runs, which leads back into the workspace.
  const { NODE_PATH: _, ...env } = process.env;
  const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 };
  const run = async (command: string, ...args: readonly string[]): Promise<string> => {
    try {
      return (await execute(command, args, options)).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${command} ${args.join(" ")} failed:\n${stdout ?? ""}\n${stderr ?? String(error)}`);
    }
  };
  return {
    folder,
    run,
    async refused(command, ...args) {
      const said = await run(command, ...args).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (said === undefined) throw new Error(`${command} ${args.join(" ")} should have failed.`);
      return said;
    },
    async write(path, text) {
      await mkdir(join(folder, path, ".."), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    async install(tarballs, ...more) {
      const files = tarballs.map(({ file }) => file);
      await run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", ...more, ...files);
    },
    start: (command, ...args) => running(spawn(command, args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"], detached: true })),
  };
}

function running(child: ChildProcess): Running {
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
      const until = Date.now() + 90_000;
      while (found.length === 0) {
        if (ended) throw new Error("It ended before it said anything.");
        if (Date.now() > until) throw new Error("It said nothing for 90 seconds.");
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
      // The whole group: what npm and tsx started ends with them.
      if (!ended && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      await exit;
    },
  };
}
