import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { CommandIo } from "./command-io.ts";
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
  // `casement sensors | head` closes the pipe early. That is not an error.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  const terminal = stdout.isTTY === true;
  return {
    print: (text) => void stdout.write(`${text}\n`),
    warn: (text) => void stderr.write(`${text}\n`),
    screen: (text) => void stdout.write(terminal ? `\u001b[H\u001b[2J${text}\n` : `${text}\n`),
    ask: (question, { hidden = false } = {}) => askQuestion(question, hidden, stop),
    async readInput() {
      let text = "";
      for await (const chunk of stdin.setEncoding("utf8")) text += chunk;
      return text;
    },
    terminal,
    color: terminal && !env.NO_COLOR && env.TERM !== "dumb",
    columns: stdout.columns ?? 120,
    env,
    cwd: process.cwd(),
    signal: stop.signal,
  };
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
