import { createSecretKey, randomBytes } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createTestStore } from "../../test/store/test-store.fixture.ts";
import type { JournalEvent } from "../api.ts";
import { openRecordLog } from "../store/record-log.ts";
import { createAccountData } from "./account-data.ts";
import { createLedger } from "./ledger.ts";
import type { LogRecord } from "./records.ts";

const key = createSecretKey(randomBytes(32));
let folder: string;
let diskError: NodeJS.ErrnoException | undefined;
/** Called before each write. */
let beforeWrite: (() => Promise<void>) | undefined;
let published: JournalEvent[];
let complaints: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-"));
  [diskError, beforeWrite, published, complaints] = [undefined, undefined, [], []];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function openLedger() {
  const log = await openRecordLog({
    file: join(folder, "feeds.log"),
    key,
    purpose: "test",
    async write(handle, data, position) {
      await beforeWrite?.();
      if (diskError) throw diskError;
      await handle.write(data, 0, data.length, position);
    },
  });
  const store = createTestStore(log, {
    publish: (events) => void published.push(...events),
    onKept: (error) => void complaints.push(error),
  });
  return createLedger(store, { onCompactError: (error) => complaints.push(error) });
}
const event = (name: string): LogRecord => ({ t: "events", events: [{ id: "", account: "home", type: `p/${name}`, at: "", payload: {} }] });
const typesOf = (events: readonly JournalEvent[]) => events.map(({ type }) => type);

it.each(["ENOSPC", "EROFS", "EIO"])(
  "keeps what happened while writing fails with %s, and writes it before the next commit",
  async (code) => {
    const ledger = await openLedger();
    diskError = Object.assign(new Error(code), { code });
    await ledger.keep(event("a"));
    await ledger.keep({ t: "wrote", plugin: "p", id: "1", at: 1 });
    await ledger.keep(event("b"));
    expect([typesOf(published), typesOf(ledger.data.events), ledger.data.written.size]).toEqual([["p/a", "p/b"], ["p/a", "p/b"], 1]);
    expect(complaints).toEqual([diskError]);
    // What has not happened yet is refused, and changes nothing.
    await expect(ledger.commit(event("refused"))).rejects.toBe(diskError);
    await expect(ledger.writeKept()).rejects.toBe(diskError);
    expect(typesOf(published)).toEqual(["p/a", "p/b"]);

    diskError = undefined;
    await ledger.commit(event("c"));
    await ledger.close();
    const again = await openLedger();
    expect(again.data.events).toEqual(published);
    expect(typesOf(published)).toEqual(["p/a", "p/b", "p/c"]);
    expect(again.data.written.size).toBe(1);
    await again.close();
  },
);

it("writes what it kept when it is closed or asked to, once", async () => {
  const ledger = await openLedger();
  diskError = Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
  await ledger.keep(event("a"));
  diskError = undefined;
  await Promise.all([ledger.writeKept(), ledger.keep(event("b")), ledger.writeKept()]);
  diskError = Object.assign(new Error("EIO"), { code: "EIO" });
  await ledger.keep(event("c"));
  expect(complaints.map((error) => (error as NodeJS.ErrnoException).code)).toEqual(["ENOSPC", "EIO"]);
  diskError = undefined;
  await ledger.close();
  const again = await openLedger();
  expect(typesOf(again.data.events)).toEqual(["p/a", "p/b", "p/c"]);
  await again.close();
});

it.each([
  ["is written", ["writeKept", "restore"]],
  ["is restored", ["restore", "writeKept"]],
] as const)("stores everything once although the other way to write it begins while the log %s", async (_, [first, second]) => {
  const ledger = await openLedger();
  diskError = Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
  for (const name of ["a", "b"]) await ledger.keep(event(name));
  diskError = undefined;
  const [reached, held] = [createGate(), createGate()];
  beforeWrite = () => {
    reached.open();
    return held.opened;
  };
  const writing = ledger[first]();
  await reached.opened;
  const alsoWriting = ledger[second]();
  // As long as it takes to look at the file.
  await stat(join(folder, "feeds.log"));
  held.open();
  await Promise.all([writing, alsoWriting]);
  await ledger.commit(event("c"));
  await ledger.close();
  const again = await openLedger();
  expect(typesOf(again.data.events)).toEqual(["p/a", "p/b", "p/c"]);
  expect(complaints).toHaveLength(1);
  await again.close();
});

const sizeOnDisk = async () => (await stat(join(folder, "feeds.log"))).size;

it("deletes the data of a plugin from the disk, too", async () => {
  const ledger = await openLedger();
  await ledger.commit({ t: "wrote", plugin: "q", id: "x", at: 1 });
  await ledger.commit({ t: "wrote", plugin: "p", id: "1", at: 1 });
  const before = await sizeOnDisk();
  await ledger.forgetPlugin("q");
  expect([...ledger.data.written.keys()]).toEqual(["p/1"]);
  expect(await sizeOnDisk()).toBeLessThan(before);
  expect(ledger.size).toBe(await sizeOnDisk());
  await ledger.close();
  const again = await openLedger();
  expect([...again.data.written.keys()]).toEqual(["p/1"]);
  await again.close();
});

it("forgets a plugin also while the disk fails, says that the log stays long, and writes on afterward", async () => {
  const ledger = await openLedger();
  for (const plugin of ["p", "q"]) await ledger.commit({ t: "wrote", plugin, id: "1", at: 1 });
  diskError = Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
  await ledger.forgetPlugin("q");
  expect([...ledger.data.written.keys()]).toEqual(["p/1"]);
  expect(complaints).toEqual([diskError, diskError]);
  diskError = undefined;
  await ledger.commit({ t: "wrote", plugin: "p", id: "2", at: 1 });
  await ledger.close();
  const again = await openLedger();
  expect([...again.data.written.keys()]).toEqual(["p/1", "p/2"]);
  await again.close();
});

it("deletes everything in memory and on disk", async () => {
  const ledger = await openLedger();
  await ledger.commit({
    t: "page",
    f: "p/f/k",
    begin: true,
    put: { a: 1 },
    cursor: "c",
    end: true,
    version: 1,
    needs: "",
    since: 0,
    mark: 0,
  });
  await ledger.commit({ t: "value", s: "p/s/a", value: 1, at: 1 });
  await ledger.commit({ t: "facts", facts: { announced: "signed-in" } });
  await ledger.commit({ t: "wrote", plugin: "p", id: "1", at: 1 });
  await ledger.commit(event("a"));
  diskError = Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
  await ledger.keep(event("b"));
  diskError = undefined;
  await ledger.clear();
  expect(ledger.data).toEqual(createAccountData());
  await ledger.close();
  const again = await openLedger();
  expect(again.data).toEqual(createAccountData());
  await again.close();
});

it("writes a deleted log again, once, and leaves an intact one alone", async () => {
  const ledger = await openLedger();
  await ledger.commit(event("a"));
  expect(await ledger.restore()).toBe(false);
  await rm(join(folder, "feeds.log"));
  expect([await ledger.restore(), await ledger.restore()]).toEqual([true, false]);
  await ledger.close();
  const again = await openLedger();
  expect(typesOf(again.data.events)).toEqual(["p/a"]);
  await again.close();
});

it("says that a deleted log could not be written again, without a complaint about its length", async () => {
  const ledger = await openLedger();
  await ledger.commit(event("a"));
  await rm(join(folder, "feeds.log"));
  diskError = Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
  expect(await ledger.restore()).toBe(false);
  expect(complaints).toEqual([]);
  diskError = undefined;
  expect(await ledger.restore()).toBe(true);
  await ledger.close();
});

it("passes on that the log could not be written when it is closed, and closes it", async () => {
  const ledger = await openLedger();
  diskError = Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
  await ledger.keep(event("a"));
  await expect(ledger.close()).rejects.toBe(diskError);
  await expect(ledger.commit(event("b"))).rejects.toThrow();
});

function createGate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
