/** The world as a command sees it, so that tests can be the world. */
export interface CommandIo {
  /** One line (or several) to standard output. */
  print(text: string): void;
  /** One line to standard error. */
  warn(text: string): void;
  /** Rewrites the screen on a terminal; prints plainly elsewhere. */
  screen(text: string): void;
  /** Asks a person; undefined when nobody can answer (input closed, Ctrl-C, or no terminal). `hidden`: what is typed is not shown. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string | undefined>;
  /** All of standard input. */
  readInput(): Promise<string>;
  /** Standard output is a terminal. */
  readonly terminal: boolean;
  readonly color: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Ends with Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}
