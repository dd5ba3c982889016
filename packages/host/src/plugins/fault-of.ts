/**
 * What may be told of an error that is none of ours, and where it was thrown: "TypeError at plugin.ts:31". Its message may quote contents,
 * so it is left out, and of the path only the file's name is told. The innermost frame outside of packages counts, else the innermost.
 */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const frames = framesOf(error);
  const { file, line } = frames.find(({ installed }) => !installed) ?? frames[0] ?? {};
  return file === undefined ? error.name : `${error.name} at ${file}:${line}`;
}

interface Frame {
  readonly file: string | undefined;
  readonly line: string | undefined;
  readonly installed: boolean;
}

function framesOf({ message, stack = "" }: Error): Frame[] {
  // The stack begins with the message, which may have lines that look like frames.
  const after = message === "" ? 0 : stack.indexOf(message) + message.length;
  return [...stack.slice(after).matchAll(/^ {4}at (?:.*[/\\(])?([\w.-]+\.[cm]?[jt]s)(?:\?[^:]*)?:(\d+):\d+\)?$/gm)]
    .filter(([frame]) => !frame.includes("node:"))
    .map(([frame, file, line]) => ({ file, line, installed: /[/\\]node_modules[/\\]/.test(frame) }));
}
