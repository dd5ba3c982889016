import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { CommandIo } from "./command-io.ts";
import { createScreen } from "./create-screen.ts";
import { escapeControls } from "./escape-controls.ts";
import { watchScriptRunner } from "./watch-script-runner.ts";

/** The terminal, environment and signals of this process. The first Ctrl-C (or SIGTERM) aborts the command, the second ends the process. */
export function createProcessIo(): CommandIo {
  const { stdout, stderr, stdin, env } = process;
  const stop = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    if (stop.signal.aborted) process.exit(signal === "SIGINT" ? 130 : 143);
    stop.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  watchScriptRunner(env, () => stop.abort());
  let keepsRunning = false;
  // `casement sensors | head` closes the pipe early. That is not an error. A hub continues without its output.
  stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (keepsRunning) return;
    if (code !== "EPIPE") stderr.write(`The output could not be written (${code}).\n`);
    process.exit(code === "EPIPE" ? 0 : 1);
  });
  // There is no other place to report it.
  stderr.on("error", () => {});
  const terminal = stdout.isTTY === true;
  const screen = createScreen(stdout);
  const printTo = (stream: Writable) => (text: string) => {
    screen.leave();
    stream.write(`${escapeControls(text)}\n`);
  };
  return {
    print: printTo(stdout),
    warn: printTo(stderr),
    screen: screen.draw,
    keepRunning: () => {
      keepsRunning = true;
    },
    ask: (question, { hidden = false } = {}) => askQuestion(question, hidden, stop),
    readKey: (signal) => readKey(signal, stop),
    async readInput() {
      let text = "";
      for await (const chunk of stdin.setEncoding("utf8")) text += chunk;
      return text;
    },
    terminal,
    color: terminal && !env.NO_COLOR && env.TERM !== "dumb",
    get columns() {
      return stdout.columns ?? Number.POSITIVE_INFINITY;
    },
    env,
    cwd: process.cwd(),
    signal: stop.signal,
  };
}

/** In raw mode, Ctrl-C is a key. It aborts the command. */
async function readKey(signal: AbortSignal, stop: AbortController): Promise<string | undefined> {
  const { stdin } = process;
  const ended = AbortSignal.any([signal, stop.signal]);
  if (stdin.isTTY !== true || ended.aborted) return undefined;
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve) => {
    const end = (key?: string): void => {
      stdin.off("data", onData);
      ended.removeEventListener("abort", onAbort);
      stdin.setRawMode(false);
      stdin.pause();
      resolve(key);
    };
    const onAbort = () => end();
    const onData = (data: Buffer): void => {
      const key = data.toString("utf8");
      if (key === "\u0003") stop.abort();
      else end(key);
    };
    stdin.on("data", onData);
    ended.addEventListener("abort", onAbort, { once: true });
  });
}

/** Readline handles Ctrl-C and Ctrl-D as keys. Both end the question; Ctrl-C also aborts the command. */
async function askQuestion(question: string, hidden: boolean, stop: AbortController): Promise<string | undefined> {
  const { stdin, stderr } = process;
  if (stdin.isTTY !== true || stop.signal.aborted) return undefined;
  const discard = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (hidden) stderr.write(question);
  const lines = createInterface({ input: stdin, output: hidden ? discard : stderr, terminal: true });
  const onStop = () => lines.close();
  stop.signal.addEventListener("abort", onStop, { once: true });
  lines.once("SIGINT", () => stop.abort());
  return new Promise((resolve) => {
    lines.once("close", () => {
      stop.signal.removeEventListener("abort", onStop);
      if (hidden || stop.signal.aborted) stderr.write("\n");
      resolve(undefined);
    });
    lines.question(hidden ? "" : question, (reply) => {
      resolve(reply);
      lines.close();
    });
  });
}
