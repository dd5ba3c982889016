import { main } from "./main.ts";
import type { CommandIo } from "./terminal/command-io.ts";

export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CommandRunOptions {
  readonly cwd?: string;
  readonly input?: string | (() => string);
  readonly signal?: AbortSignal;
  /** Sees each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
  /** What a person answers: always the same, one after another, or as the function says. Nobody is there unless given. */
  readonly reply?: string | readonly string[] | (() => string | undefined);
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line in this process and collects what it says. */
export async function runCasement(args: readonly string[], options: CommandRunOptions = {}): Promise<CommandRun> {
  const { io, said } = createTestIo(options);
  const code = await main(args, io);
  return { code, ...said() };
}

/** A world without a terminal. `said`: what was printed so far, questions among the warnings. */
export function createTestIo(options: CommandRunOptions = {}): { io: CommandIo; said: () => Omit<CommandRun, "code"> } {
  const out: string[] = [];
  const err: string[] = [];
  let asked = 0;
  const print = (text: string) => {
    out.push(text);
    options.onLine?.(text);
  };
  const io: CommandIo = {
    print,
    screen: print,
    warn: (text) => void err.push(text),
    ask: async (question) => {
      err.push(question);
      const { reply } = options;
      if (typeof reply === "function") return reply();
      return typeof reply === "object" ? reply[asked++] : reply;
    },
    readInput: async () => (typeof options.input === "function" ? options.input() : (options.input ?? "")),
    terminal: false,
    color: false,
    columns: 140,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    signal: options.signal ?? new AbortController().signal,
  };
  return { io, said: () => ({ out: out.join("\n"), err: err.join("\n") }) };
}
