import { readFileSync } from "node:fs";

/**
 * Calls `gone` when the package runner (`npx pnpm@12 demo`) that started this process has ended: a signal to npx alone ends npx, but not what
 * runs below it, which would hold its ports for ever. Only where /proc tells who started whom. Does not keep the process alive.
 */
export function watchScriptRunner(env: Readonly<Record<string, string | undefined>>, gone: () => void): void {
  if (env.npm_lifecycle_event === undefined) return;
  const runner = findTopmostRunner(process.ppid);
  if (runner === undefined) return;
  const timer = setInterval(() => {
    if (isRunner(readNameAndParent(runner))) return;
    clearInterval(timer);
    gone();
  }, 1000);
  timer.unref();
}

const isRunner = (found: { name: string } | undefined): boolean => found !== undefined && /^p?np[mx]\b/.test(found.name);

function findTopmostRunner(pid: number): number | undefined {
  let topmost: number | undefined;
  for (let at = pid, found = readNameAndParent(at); found && at > 1; at = found.parent, found = readNameAndParent(at))
    if (isRunner(found)) topmost = at;
  return topmost;
}

/** From proc_pid_stat(5): "pid (name) state ppid …". */
function readNameAndParent(pid: number): { name: string; parent: number } | undefined {
  try {
    // Z: it has ended, and its own parent has not looked yet.
    const [, name, parent] = /^\d+ \((.*)\) [^Z] (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return name === undefined ? undefined : { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
