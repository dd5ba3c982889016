import { randomUUID } from "node:crypto";
import { readFile, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { CasementError } from "@casement/core";
import { createIfAbsent } from "./atomic-file.ts";
import { identifyProcess, isProcessRunning, type ProcessIdentity } from "./process-identity.ts";
import { removeStoredFile } from "./set-file-aside.ts";

interface LockContent extends ProcessIdentity {
  id: string;
}

/** Takes the lock if it is free or if its owner no longer runs. Returns a function to release it, or its owner. */
export async function tryLock(file: string): Promise<{ release(): Promise<void> } | { owner: ProcessIdentity }> {
  const content: LockContent = { ...identifyProcess(), id: randomUUID() };
  for (;;) {
    const owner = await readLock(file);
    if (typeof owner === "object" && isProcessRunning(owner)) return { owner };
    if (owner !== "absent") await removeStaleLock(file);
    else if (await createIfAbsent(file, JSON.stringify(content))) return { release: () => releaseLock(file, content.id) };
  }
}

/** Runs `work` while holding the lock. @throws CasementError `store-locked` when the lock is not free within `timeoutMs` */
export async function withLock<T>(file: string, work: () => Promise<T>, timeoutMs = 90_000): Promise<T> {
  for (const since = performance.now(); ; await sleep(5 + Math.random() * 20)) {
    const lock = await tryLock(file);
    if ("release" in lock) {
      try {
        return await work();
      } finally {
        await lock.release();
      }
    }
    if (performance.now() - since > timeoutMs) {
      throw new CasementError(
        "store-locked",
        `Process ${lock.owner.pid} has held the lock ${file} for too long. Stop that process and try again.`,
        {
          details: { pid: lock.owner.pid },
        },
      );
    }
  }
}

/** Removes the lock of a dead owner. A guard file serializes this: otherwise a second process could remove the lock that the first one just took. */
async function removeStaleLock(file: string): Promise<void> {
  const guard = `${file}.takeover`;
  if (!(await createIfAbsent(guard, ""))) {
    const age = await stat(guard).then(
      (info) => Math.abs(Date.now() - info.mtimeMs),
      () => 0,
    );
    if (age > 10_000) await rm(guard, { force: true });
    await sleep(10);
    return;
  }
  try {
    const owner = await readLock(file);
    if (owner === "unreadable" || (owner !== "absent" && !isProcessRunning(owner))) await removeStoredFile(file);
  } finally {
    await rm(guard, { force: true });
  }
}

/** Whether the lock exists and this process took it. */
export async function isLockOfThisProcess(file: string): Promise<boolean> {
  const owner = await readLock(file);
  const { pid, started } = identifyProcess();
  return typeof owner === "object" && owner.pid === pid && owner.started === started;
}

async function releaseLock(file: string, id: string): Promise<void> {
  const owner = await readLock(file);
  if (typeof owner === "object" && owner.id === id) await rm(file, { force: true });
}

function isLockContent(value: unknown): value is LockContent {
  const { pid, started, id } = (value ?? {}) as Partial<LockContent>;
  return Number.isInteger(pid) && pid! > 0 && (started === undefined || typeof started === "string") && typeof id === "string";
}

async function readLock(file: string): Promise<LockContent | "absent" | "unreadable"> {
  try {
    const content: unknown = JSON.parse(await readFile(file, "utf8"));
    return isLockContent(content) ? content : "unreadable";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "absent" : "unreadable";
  }
}
