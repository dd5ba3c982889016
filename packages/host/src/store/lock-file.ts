import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CasementError } from "@casement/core";
import { privateFolder } from "./atomic-file.ts";
import { identify, isRunning, type ProcessIdentity } from "./process-identity.ts";

interface Content extends ProcessIdentity {
  id: string;
}

/** Takes the lock if nobody has it, or if its owner no longer runs (killed, rebooted). Returns how to release it, or else who has it. */
export async function tryLock(file: string): Promise<{ release(): Promise<void> } | { owner: ProcessIdentity }> {
  const mine: Content = { ...identify(), id: randomUUID() };
  const draft = `${file}.${mine.id}`;
  await privateFolder(dirname(file));
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      // A link never overwrites, and the file is whole from its first moment.
      if (await done(link(draft, file), "EEXIST")) break;
      const owner = await read(file);
      if (owner && isRunning(owner)) return { owner };
      if (await takeOver(file, draft)) break;
      await sleep(10);
    }
    return { release: () => release(file, mine.id) };
  } finally {
    await rm(draft, { force: true });
  }
}

/** Runs `work` under the lock, waiting for others up to `patience` ms. */
export async function withLock<T>(file: string, work: () => Promise<T>, patience = 90_000): Promise<T> {
  for (const since = performance.now(); ; await sleep(5 + Math.random() * 20)) {
    const lock = await tryLock(file);
    if ("release" in lock) {
      try {
        return await work();
      } finally {
        await lock.release();
      }
    }
    if (performance.now() - since > patience) {
      throw new CasementError("store-locked", `Process ${lock.owner.pid} has held ${file} for too long. End it and try again.`, {
        details: { pid: lock.owner.pid },
      });
    }
  }
}

/** One at a time replaces a dead owner's lock; a second lock guards it, because two who both saw the dead one must not both win. */
async function takeOver(file: string, draft: string): Promise<boolean> {
  const guard = `${file}.takeover`;
  const age = await stat(guard).then(
    (info) => Math.abs(Date.now() - info.mtimeMs),
    () => 0,
  );
  if (age > 10_000) await rm(guard, { force: true });
  if (!(await done(writeFile(guard, "", { flag: "wx", mode: 0o600 }), "EEXIST"))) return false;
  try {
    const owner = await read(file);
    if (owner && isRunning(owner)) return false;
    // No owner: it was released meanwhile, and others may be linking theirs at this moment.
    if (!(await exists(file))) return await done(link(draft, file), "EEXIST");
    await rename(draft, file);
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

async function release(file: string, id: string): Promise<void> {
  if ((await read(file))?.id === id) await rm(file, { force: true });
}

async function read(file: string): Promise<Content | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Content;
  } catch {
    return undefined;
  }
}

const exists = (file: string) => done(stat(file), "ENOENT");

async function done(work: Promise<unknown>, unless: string): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === unless) return false;
    throw error;
  }
}
