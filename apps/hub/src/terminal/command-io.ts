/** Everything outside the process that a command uses. Tests pass their own. */
export interface CommandIo {
  /** Prints one or more lines to standard output. Control characters are escaped, except those of styles. */
  print(text: string): void;
  /** Prints one or more lines to standard error. */
  warn(text: string): void;
  /**
   * Draws a text over the one that was drawn before, unless something else was printed since. On a terminal, cuts it to the window, so that
   * what was printed `above` it stays visible.
   */
  screen(text: string, above?: string): void;
  /** The command continues when its output can no longer be written: a full disk, or a reader that is gone. Otherwise, that ends it. */
  keepRunning(): void;
  /** Asks the user a question. Undefined without a terminal, at the end of the input, and after Ctrl-C. `hidden`: does not echo what is typed. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string | undefined>;
  /** Waits for one key. Undefined without a terminal, when `signal` aborts, and after Ctrl-C. */
  readKey(signal: AbortSignal): Promise<string | undefined>;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  /** Whether standard output is a terminal. */
  readonly terminal: boolean;
  readonly color: boolean;
  /** The width of the terminal. Infinity without a terminal: programs get whole lines. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}
