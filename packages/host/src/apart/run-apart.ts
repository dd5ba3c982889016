import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { deserialize } from "node:v8";
import { type ApartTask, CasementError, type Clock } from "@casement/core";
import { createSerialQueue } from "../async/serial-queue.ts";
import { withTimeout } from "../async/with-timeout.ts";
import { type ApartAnswer, type ApartLimit, type ApartRequest, maxMemory, maxMs, maxResult } from "./apart-request.ts";

/** Calls a function in a process of its own, see `ServiceContext.runApart`. */
export type RunApart = (task: ApartTask<any>, signal: AbortSignal) => Promise<any>;

/** Calls that may wait behind the running one. */
const maxWaiting = 8;
/** After how many seconds a refused caller should try again. */
const retryAfter = 20;

const exceeded: Readonly<Record<ApartLimit, string>> = {
  time: `took longer than ${maxMs / 1000} s`,
  memory: `needed more than ${maxMemory / 1024 / 1024} MB of memory`,
  result: `returned more than ${maxResult / 1024 / 1024} MB`,
};

const fromSource = import.meta.url.endsWith(".ts");
// The build makes one file of many.
const program = new URL(fromSource ? "../apart-process.ts" : "./apart-process.js", import.meta.url);

/** One process at a time, for all accounts. Between calls there is none. */
export function createRunApart(clock: Clock): RunApart {
  const inTurn = createSerialQueue();
  let unfinished = 0;
  return async (task, signal) => {
    if (unfinished > maxWaiting)
      throw new CasementError("too-many-calls", `${maxWaiting} calls wait for ${task.name} already. Try again in ${retryAfter} s.`, {
        details: { retryAfter },
      });
    unfinished++;
    try {
      const run = (signal: AbortSignal) => callInProcess(task, signal);
      return await inTurn(() => withTimeout(clock, maxMs, signal, run, () => limitError(task.name, "time")));
    } finally {
      unfinished--;
    }
  };
}

async function callInProcess({ module, name, input }: ApartTask<any>, signal: AbortSignal): Promise<unknown> {
  const child = await startProcess();
  try {
    const request: ApartRequest = { module: module.href, name, input };
    const answer = await answerOf(child, request, signal);
    if ("limit" in answer) throw limitError(name, answer.limit);
    if ("unusable" in answer) throw new CasementError("plugin-failed", `${name} could not be called: ${answer.unusable}`);
    if ("thrown" in answer) throw new Error(answer.thrown);
    return deserialize(answer.result);
  } finally {
    // It may be in an endless loop.
    child.kill("SIGKILL");
  }
}

/** It gets nothing of the hub's environment, which can have secrets, and none of its flags. */
async function startProcess(): Promise<ChildProcess> {
  const { fork } = await import("node:child_process");
  const loader = fromSource ? ["--conditions=casement-source", "--import", createRequire(import.meta.url).resolve("tsx")] : [];
  // The process measures its memory and ends itself. V8 must not be first, which would leave a memory dump with the input.
  const execArgv = [...loader, `--max-old-space-size=${(2 * maxMemory) / 1024 / 1024}`];
  return fork(program, { execArgv, env: {}, stdio: ["ignore", "ignore", "ignore", "ipc"], serialization: "advanced" });
}

function answerOf(child: ChildProcess, request: ApartRequest, signal: AbortSignal): Promise<ApartAnswer> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    let isReady = false;
    child.on("message", (message: "ready" | ApartAnswer) => {
      if (message !== "ready") return resolve(message);
      isReady = true;
      // The end of the process is reported below.
      child.send(request, () => {});
    });
    child.once("error", (cause) => resolve({ unusable: cause.message }));
    // It ends itself before it answers, or the system ends it, only for its memory.
    child.once("exit", (code) => resolve(isReady ? { limit: "memory" } : { unusable: `its process ended with code ${code}.` }));
  });
}

const limitError = (name: string, limit: ApartLimit): CasementError =>
  new CasementError(
    "limit-exceeded",
    `${name} ${exceeded[limit]} and was ended. Its input may have been made for that. Do not repeat the call.`,
    {
      details: { limit },
    },
  );
