import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { runProgram } from "../check-packed/pack-package.ts";
import type { DocumentStep } from "../readme/document-steps.ts";

/** How long one command of a document may take (ms). */
const patienceMs = 300_000;
const plain = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** A terminal in which somebody follows a document to the letter. */
export interface DocumentShell extends AsyncDisposable {
  readonly folder: string;
  /** Says which step is being followed, and runs it to its end. Returns what it printed. Throws an Error if it fails. */
  run(step: DocumentStep): Promise<string>;
  /** Says which step is being followed, and leaves it running. */
  start(step: DocumentStep): StartedStep;
}

export interface StartedStep {
  /** Waits until it has printed this. Returns all that it has printed. */
  printed(pattern: RegExp): Promise<string>;
  /** Whether it prints this within a time. */
  prints(pattern: RegExp, ms: number): Promise<boolean>;
  /** Waits until it ends by itself. Returns what it printed. Throws an Error if it fails. */
  ended(): Promise<string>;
  /** Presses Ctrl-C. */
  stop(): Promise<void>;
}

export function openDocumentShell(folder: string, env: Readonly<Record<string, string>>, say: (line: string) => void): DocumentShell {
  const running = new Set<StartedStep>();
  let cwd = folder;
  const open = ({ place, command }: DocumentStep): ChildProcess => {
    say(`${place}: ${command}`);
    return spawn("bash", ["-c", command], {
      cwd,
      env: { ...readersEnvironment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
  };
  return {
    get folder() {
      return cwd;
    },
    async run(step) {
      if (step.content !== undefined) {
        say(`${step.place}: writes ${step.command}`);
        await mkdir(dirname(join(cwd, step.command)), { recursive: true });
        await writeFile(join(cwd, step.command), step.content);
        return "";
      }
      const watched = watch(open(step));
      const target = /^cd (\S+)$/.exec(step.command)?.[1];
      if (target !== undefined) cwd = resolve(cwd, target);
      return endOf(step, watched);
    },
    start(step) {
      const watched = watch(open(step));
      const started: StartedStep = {
        prints: async (pattern, ms) => (await within(ms, watched.printed(pattern, step.command), () => {})) !== undefined,
        ended: () => endOf(step, watched),
        printed: (pattern) => watched.printed(pattern, `${step.place}: ${step.command}`),
        async stop() {
          running.delete(started);
          await watched.stop();
        },
      };
      running.add(started);
      return started;
    },
    async [Symbol.asyncDispose]() {
      for (const started of running) await started.stop();
    },
  };
}

/** Without what pnpm adds for a script of this repository: where it finds packages and programs, and that it need not install anything. */
export function readersEnvironment(): NodeJS.ProcessEnv {
  const own = /^(NODE_PATH|INIT_CWD|CI|DISPLAY|p?npm_.*|PNPM_(?!HOME).*)$/;
  const path = (process.env.PATH ?? "").split(delimiter).filter((entry) => !/node_modules|node-gyp-bin/.test(entry));
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}

/**
 * A cache for npm in which npx has nothing yet, as on a reader's machine: packages of an earlier run have the same version, and npx would
 * run those. What was downloaded stays. Returns its folder.
 */
export async function createReadersCache(folder: string): Promise<string> {
  const cache = join(folder, "npm-cache");
  const { stdout: own } = await runProgram("npm", ["config", "get", "cache"]);
  const downloads = join(own.trim(), "_cacache");
  await mkdir(downloads, { recursive: true });
  await mkdir(cache, { recursive: true });
  await symlink(downloads, join(cache, "_cacache"));
  return cache;
}

async function endOf({ place, command }: DocumentStep, watched: ReturnType<typeof watch>): Promise<string> {
  const code = await within(patienceMs, watched.ended, () => watched.stop());
  if (code !== 0) throw new Error(`${place}: ${command}\nended with exit code ${code}:\n${watched.output()}`);
  return watched.output();
}

function watch(child: ChildProcess) {
  let output = "";
  let wake = (): void => {};
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data: Buffer) => {
      output += String(data).replaceAll(plain, "");
      wake();
    });
  const ended = new Promise<number>((done) => child.once("close", (code) => done(code ?? -1)));
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
    wake();
  });
  const end = (name: NodeJS.Signals): void => {
    if (!hasEnded && child.pid !== undefined) process.kill(-child.pid, name);
  };
  return {
    ended,
    output: () => output,
    async printed(pattern: RegExp, what: string): Promise<string> {
      const deadline = Date.now() + patienceMs;
      while (!pattern.test(output)) {
        if (hasEnded || Date.now() > deadline) throw new Error(`${what}\n${hasEnded ? "ended" : "went on"} without ${pattern}:\n${output}`);
        await within(1_000, new Promise<void>((done) => (wake = done)), () => {});
      }
      return output;
    },
    async stop(): Promise<void> {
      end("SIGINT");
      await within(20_000, ended, () => end("SIGKILL"));
      await ended;
    },
  };
}

/** Waits, and does something if it takes longer. */
async function within<T>(ms: number, work: Promise<T>, otherwise: () => unknown): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), ms);
  });
  const first = await Promise.race([work.then((value) => ({ value })), late]);
  clearTimeout(timer);
  if (first) return first.value;
  await otherwise();
  return undefined;
}
