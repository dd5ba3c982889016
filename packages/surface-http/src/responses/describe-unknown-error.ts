/** What may be logged of an error that is not a CasementError: its class and where it was thrown, never its message. */
export function describeUnknownError(error: unknown): string {
  if (!(error instanceof Error)) return "a value that is not an Error";
  const frame = error.stack?.split("\n").find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return frame === undefined ? error.name : `${error.name} ${frame.trim()}`;
}
