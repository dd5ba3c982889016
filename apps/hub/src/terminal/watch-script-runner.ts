import { readFileSync } from "node:fs";

/**
 * Calls `onEnded` when the package runner (`npx pnpm@12 demo`) that started this process has ended. A signal to npx ends only npx, and its
 * child processes would keep their ports. Works only on systems with /proc. Does not keep the process alive.
 */
export function watchScriptRunner(env: Readonly<Record<string, string | undefined>>, onEnded: () => void): void {
  if (env.npm_lifecycle_event === undefined) return;
  const runner = findTopmostRunner(process.ppid);
  if (runner === undefined) return;
  const timer = setInterval(() => {
    if (isRunner(readNameAndParent(runner))) return;
    clearInterval(timer);
    onEnded();
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
    // Z: a zombie. It has ended, but its parent has not read its status.
    const [, name, parent] = /^\d+ \((.*)\) [^Z] (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return name === undefined ? undefined : { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}
