import { readFileSync } from "node:fs";

/** A process, told apart from a later one that has the same pid. */
export interface ProcessIdentity {
  pid: number;
  /** Boot id and start time on Linux; undefined elsewhere, where the pid must do. */
  started: string | undefined;
}

export function identifyProcess(pid: number = process.pid): ProcessIdentity {
  return { pid, started: startIdOf(pid) };
}

/**
 * Whether that very process still runs. A process in another container sharing the folder cannot be seen and counts as gone.
 */
export function isProcessRunning({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return started === undefined || started === startIdOf(pid);
}

function startIdOf(pid: number): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets and may hold blanks; the start time is field 22.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
}
