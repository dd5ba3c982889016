import { main } from "./main.ts";
import type { Io } from "./terminal/io.ts";

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | (() => string);
  readonly signal?: AbortSignal;
  /** Sees each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
  /** What a person answers; nobody is there unless given. */
  readonly answer?: string;
}

/** Runs the command line in this process and collects what it says. */
export async function casement(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const print = (text: string) => {
    out.push(text);
    options.onLine?.(text);
  };
  const io: Io = {
    print,
    screen: print,
    warn: (text) => void err.push(text),
    ask: async () => options.answer,
    readInput: async () => (typeof options.input === "function" ? options.input() : (options.input ?? "")),
    terminal: false,
    colour: false,
    columns: 140,
    env: {},
    cwd: options.cwd ?? process.cwd(),
    signal: options.signal ?? new AbortController().signal,
  };
  const code = await main(args, io);
  return { code, out: out.join("\n"), err: err.join("\n") };
}
