import { createInterface } from "node:readline/promises";
import type { Io } from "./io.ts";
import { watchScriptRunner } from "./script-runner.ts";

/** The real world. The first Ctrl-C (or SIGTERM) asks the command to end, the second ends the process. */
export function processIo(): Io {
  const { stdout, stderr, stdin, env } = process;
  const stop = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    if (stop.signal.aborted) process.exit(signal === "SIGINT" ? 130 : 143);
    stop.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  watchScriptRunner(env, () => stop.abort());
  // `casement sensors | head` closes the pipe early; that is no error.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  const terminal = stdout.isTTY === true;
  return {
    print: (text) => void stdout.write(`${text}\n`),
    warn: (text) => void stderr.write(`${text}\n`),
    screen: (text) => void stdout.write(terminal ? `\u001b[H\u001b[2J${text}\n` : `${text}\n`),
    async ask(question) {
      if (stdin.isTTY !== true) return undefined;
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return await lines.question(question, { signal: stop.signal });
      } catch {
        return undefined;
      } finally {
        lines.close();
      }
    },
    async readInput() {
      let text = "";
      for await (const chunk of stdin.setEncoding("utf8")) text += chunk;
      return text;
    },
    terminal,
    colour: terminal && !env.NO_COLOR && env.TERM !== "dumb",
    columns: stdout.columns ?? 120,
    env,
    cwd: process.cwd(),
    signal: stop.signal,
  };
}
