import { randomUUID } from "node:crypto";
import { readFile, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { CasementError } from "@casement/core";
import { createIfAbsent } from "./atomic-file.ts";
import { identifyProcess, isProcessRunning, type ProcessIdentity } from "./process-identity.ts";

interface LockContent extends ProcessIdentity {
  id: string;
}

/** Takes the lock if nobody has it, or if its owner no longer runs (killed, rebooted). Returns how to release it, or else who has it. */
export async function tryLock(file: string): Promise<{ release(): Promise<void> } | { owner: ProcessIdentity }> {
  const content: LockContent = { ...identifyProcess(), id: randomUUID() };
  for (;;) {
    const owner = await readLock(file);
    if (typeof owner === "object" && isProcessRunning(owner)) return { owner };
    if (owner !== "absent") await removeStaleLock(file);
    else if (await createIfAbsent(file, JSON.stringify(content))) return { release: () => releaseLock(file, content.id) };
  }
}

/** Runs `work` under the lock, waiting for others up to `patience` ms. */
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
      throw new CasementError("store-locked", `Process ${lock.owner.pid} has held ${file} for too long. End it and try again.`, {
        details: { pid: lock.owner.pid },
      });
    }
  }
}

/** One at a time removes a dead owner's lock, under a guard: of two who saw the dead one, the second must not remove what the first then made. */
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
    if (owner === "unreadable" || (owner !== "absent" && !isProcessRunning(owner))) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function releaseLock(file: string, id: string): Promise<void> {
  const owner = await readLock(file);
  if (typeof owner === "object" && owner.id === id) await rm(file, { force: true });
}

async function readLock(file: string): Promise<LockContent | "absent" | "unreadable"> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as LockContent;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "absent" : "unreadable";
  }
}
