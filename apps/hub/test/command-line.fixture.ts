import { main } from "../src/main.ts";
import type { CommandIo } from "../src/terminal/command-io.ts";

export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CommandRunOptions {
  readonly cwd?: string;
  readonly input?: string | (() => string);
  readonly signal?: AbortSignal;
  /** Called for each line of standard output. */
  readonly onLine?: (line: string) => void;
  /** The user's replies: always the same, one after another, or from a function. Default: no terminal. */
  readonly reply?: string | readonly string[] | (() => string | undefined);
  /** The key that the user presses whenever one is asked for. Default: no terminal. */
  readonly key?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether standard output is a terminal. Default: false. */
  readonly terminal?: boolean;
}

/** Runs the command line in this process and collects its output. */
export async function runCasement(args: readonly string[], options: CommandRunOptions = {}): Promise<CommandRun> {
  const { io, output } = createTestIo(options);
  const code = await main(args, io);
  return { code, ...output() };
}

/** A CommandIo, by default without a terminal. `output`: what was printed so far, with questions in `err`. */
export function createTestIo(options: CommandRunOptions = {}): { io: CommandIo; output: () => Omit<CommandRun, "code"> } {
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
    keepRunning: () => {},
    ask: async (question) => {
      err.push(question);
      const { reply } = options;
      if (typeof reply === "function") return reply();
      return typeof reply === "object" ? reply[asked++] : reply;
    },
    readKey: async () => options.key,
    readInput: async () => (typeof options.input === "function" ? options.input() : (options.input ?? "")),
    terminal: options.terminal ?? false,
    color: false,
    columns: 140,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    signal: options.signal ?? new AbortController().signal,
  };
  return { io, output: () => ({ out: out.join("\n"), err: err.join("\n") }) };
}
