import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** In the bench's folder, so that they find its packages. */
const compiled = (name: string): string => fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url));
const names = ["scale-host", "scale-cluster"] as const;
type ScaleProgram = (typeof names)[number];

/** Compiles the processes that are measured: a loader that compiles while they run would add some hundred megabytes and a thread of its own. */
export async function buildScalePrograms(): Promise<void> {
  const entryPoints = names.map((name) => fileURLToPath(new URL(`${name}.ts`, import.meta.url)));
  await build({
    entryPoints,
    outdir: fileURLToPath(new URL("../dist", import.meta.url)),
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
  });
}

/** More arguments for Node.js, such as `--cpu-prof`. */
const nodeArgs = (process.env.SCALE_NODE ?? "").split(" ").filter(Boolean);
const running = new Set<ChildProcess>();
process.once("exit", killAll);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/** Ends what is still running of these programs. */
export function killAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

function remember(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Runs a program, and yields the lines of JSON that it prints. Ends it when no more are wanted. */
export async function* linesOf(program: ScaleProgram, mode: string, task: object): AsyncGenerator<Record<string, unknown>> {
  const args = [...nodeArgs, compiled(program), mode, JSON.stringify(task)];
  const child = remember(spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] }));
  const ended = once(child, "exit");
  try {
    for await (const line of createInterface(child.stdout!)) yield JSON.parse(line) as Record<string, unknown>;
    const [code] = await ended;
    if (code !== 0) throw new Error(`${mode} ended with exit code ${code}.`);
  } finally {
    if (child.exitCode === null) child.kill();
    await ended;
  }
}

/** A process that answers when it is asked for its figures. */
export interface AskedProcess<F> {
  ask(): Promise<F>;
  /** Resolves with the next thing that it tells unasked. */
  told(): Promise<F>;
  kill(): Promise<void>;
}

export function startProcess<F>(program: ScaleProgram, mode: string, task: object): AskedProcess<F> {
  const child = remember(fork(compiled(program), [mode, JSON.stringify(task)], { execArgv: nodeArgs }));
  const ended = once(child, "exit");
  const told = async (): Promise<F> => {
    const [message] = await Promise.race([
      once(child, "message"),
      ended.then(([code, signal]) => {
        throw new Error(`A process of the cluster (${mode}) ended with ${code ?? signal}.`);
      }),
    ]);
    return message as F;
  };
  ended.catch(() => {});
  return {
    told,
    ask() {
      const answer = told();
      child.send({});
      return answer;
    },
    async kill() {
      child.kill();
      await ended;
    },
  };
}
