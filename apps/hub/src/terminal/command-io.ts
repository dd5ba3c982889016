/** Everything outside the process that a command uses. Tests pass their own. */
export interface CommandIo {
  /** Prints one or more lines to standard output. */
  print(text: string): void;
  /** Prints one or more lines to standard error. */
  warn(text: string): void;
  /** Replaces the contents of the screen. Without a terminal, prints the text. */
  screen(text: string): void;
  /** Asks the user a question. Undefined without a terminal, at the end of the input, and after Ctrl-C. `hidden`: does not echo what is typed. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string | undefined>;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  /** Whether standard output is a terminal. */
  readonly terminal: boolean;
  readonly color: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}
