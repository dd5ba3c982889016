/**
 * Describes an unexpected error without private contents: "TypeError at plugin.ts:31". Omits the message, which may quote contents, and the
 * file's folder. Uses the innermost stack frame outside of packages, or else the innermost frame.
 */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const frames = framesOf(error);
  const { file, line } = frames.find(({ installed }) => !installed) ?? frames[0] ?? {};
  // A plugin can set any text as the name.
  const name = /^\w{1,60}$/.test(error.name) ? error.name : "Error";
  return file === undefined ? name : `${name} at ${file}:${line}`;
}

interface Frame {
  readonly file: string | undefined;
  readonly line: string | undefined;
  readonly installed: boolean;
}

function framesOf({ message, stack = "" }: Error): Frame[] {
  // The stack begins with the message, which may contain lines that look like frames.
  const after = message === "" ? 0 : stack.indexOf(message) + message.length;
  return [...stack.slice(after).matchAll(/^ {4}at (?:.*[/\\(])?([\w.-]+\.[cm]?[jt]s)(?:\?[^:]*)?:(\d+):\d+\)?$/gm)]
    .filter(([frame]) => !frame.includes("node:"))
    .map(([frame, file, line]) => ({ file, line, installed: /[/\\]node_modules[/\\]/.test(frame) }));
}
