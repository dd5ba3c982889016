/** One mistake in a config file (`error`: it cannot be used), or something to look at (`warning`). */
export interface ConfigProblem {
  readonly severity: "error" | "warning";
  /** As the person named it, or relative to the working folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Keys joined by dots, list places as numbers from 0: `accounts.0.clientId`. Empty for the file itself. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

export type ConfigPath = readonly (string | number)[];

/** What a check found, before its place in the file is known. `at`: whether to point at the key or at what stands behind it. */
export interface ConfigFinding {
  readonly path: ConfigPath;
  readonly message: string;
  readonly suggestion?: string | undefined;
  readonly severity?: "error" | "warning";
  readonly at?: "key" | "value";
}

/** `key.path: what is wrong; did you mean "…"?` */
export function formatFinding({ path, message, suggestion }: Pick<ConfigFinding, "path" | "message" | "suggestion">): string {
  const what = suggestion === undefined ? message : `${message}; did you mean "${suggestion}"?`;
  return path.length === 0 ? what : `${path.join(".")}: ${what}`;
}

/** `file:line:column key.path: what is wrong; did you mean "…"?` */
export function formatProblem({ file, line, column, path, message, suggestion }: ConfigProblem): string {
  return `${file}:${line}:${column} ${formatFinding({ path: path === "" ? [] : [path], message, suggestion })}`;
}
