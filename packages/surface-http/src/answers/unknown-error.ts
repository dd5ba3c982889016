/** What the log may say of an error that is not ours: its class and where it was thrown, never its text. */
export function unknownError(error: unknown): string {
  if (!(error instanceof Error)) return "something that is no error";
  const frame = error.stack?.split("\n").find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return frame === undefined ? error.name : `${error.name} ${frame.trim()}`;
}
