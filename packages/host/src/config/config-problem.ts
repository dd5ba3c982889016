/** A problem in a config file. With an `error`, the file cannot be used; with a `warning`, it can. */
export interface ConfigProblem {
  readonly severity: "error" | "warning";
  /** Path relative to the working directory, or absolute if the file is outside it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Keys and list indexes, joined by dots: `accounts.0.clientId`. Empty for the file itself. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
  /** See `ValidationIssue`. */
  readonly rule?: string;
  readonly limit?: string | number;
}

export type ConfigPath = readonly (string | number)[];

/** A problem before its position in the file is known. `at`: whether to point at the key or the value. Default: the value. */
export interface ConfigFinding {
  readonly path: ConfigPath;
  readonly message: string;
  readonly suggestion?: string | undefined;
  readonly rule?: string;
  readonly limit?: string | number;
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
