import { readFileSync } from "node:fs";

/** Identifies a process, even if another one gets the same process id later. */
export interface ProcessIdentity {
  pid: number;
  /** Boot id and start time on Linux. Undefined on other systems. */
  started: string | undefined;
}

export function identifyProcess(pid: number = process.pid): ProcessIdentity {
  return { pid, started: startIdOf(pid) };
}

/** Whether the process still runs. A process in another container is not visible and counts as ended. */
export function isProcessRunning({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return started === undefined || started === startIdOf(pid);
}

let ownStartId: string | undefined;

function startIdOf(pid: number): string | undefined {
  if (pid === process.pid) ownStartId ??= readStartId(pid);
  return pid === process.pid ? ownStartId : readStartId(pid);
}

function readStartId(pid: number): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may contain spaces. The start time is field 22.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
}
