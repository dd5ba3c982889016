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
  /** What a person answers: always the same, one after another, or as the function says. Nobody is there unless given. */
  readonly answer?: string | readonly string[] | (() => string | undefined);
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line in this process and collects what it says. */
export async function casement(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { io, said } = testIo(options);
  const code = await main(args, io);
  return { code, ...said() };
}

/** A world without a terminal. `said`: what was printed so far, questions among the warnings. */
export function testIo(options: RunOptions = {}): { io: Io; said: () => Omit<Run, "code"> } {
  const out: string[] = [];
  const err: string[] = [];
  let asked = 0;
  const print = (text: string) => {
    out.push(text);
    options.onLine?.(text);
  };
  const io: Io = {
    print,
    screen: print,
    warn: (text) => void err.push(text),
    ask: async (question) => {
      err.push(question);
      const { answer } = options;
      if (typeof answer === "function") return answer();
      return typeof answer === "object" ? answer[asked++] : answer;
    },
    readInput: async () => (typeof options.input === "function" ? options.input() : (options.input ?? "")),
    terminal: false,
    colour: false,
    columns: 140,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    signal: options.signal ?? new AbortController().signal,
  };
  return { io, said: () => ({ out: out.join("\n"), err: err.join("\n") }) };
}
