import { createSecretKey, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fillDisk, makeDiskReadOnly, refuseTruncation } from "../../test/store/failing-disk.fixture.ts";
import { openRecordLog, type RecordLogOptions } from "./record-log.ts";

const key = createSecretKey(randomBytes(32));
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-log-"));
  file = join(folder, "feeds.log");
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const open = (more: Partial<RecordLogOptions> = {}) => openRecordLog({ file, key, purpose: "feeds of home", ...more });
async function reread(more: Partial<RecordLogOptions> = {}) {
  const log = await open(more);
  const records = [...log.replay()];
  await log.close();
  return { records, setAside: log.setAsideError };
}
async function written(...records: unknown[]) {
  const log = await open();
  const sizes = [log.size];
  for (const record of records) {
    await log.append(record);
    sizes.push(log.size);
  }
  await log.close();
  return sizes;
}

describe("the record log", () => {
  it("returns the appended records in order, even after it was reopened", async () => {
    await written({ put: "a" }, { put: "b" });
    await written({ put: "c" });
    expect((await reread()).records).toEqual([{ put: "a" }, { put: "b" }, { put: "c" }]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file)).includes("put")).toBe(false);
  });

  it("reads and continues a file of version 1, whose records were not compressed", async () => {
    const oldKey = createSecretKey(Buffer.alloc(32, 7));
    const old =
      "Q1NMRwGhCkrxfJFnBVbR0HYm7ht2TUQqoSu2y/4AAAAn3KVejQFswqQrK4eL+vpW2TjIIieoORPnx/NCaNUEOawlnJygdNJ6j0SR0gAAACerom4bdou82VlG4f+OmwO1YdVwqwHAEuStKTmNmE2PbrOwamQR7uNkgwwP";
    await writeFile(file, Buffer.from(old, "base64"));
    const log = await open({ key: oldKey });
    expect([...log.replay()]).toEqual([{ put: "a" }, { put: "b" }]);
    await log.append({ put: "c" });
    await log.close();
    const again = await open({ key: oldKey });
    expect([...again.replay()]).toEqual([{ put: "a" }, { put: "b" }, { put: "c" }]);
    await again.compact([{ put: "d" }]);
    await again.close();
    expect((await reread({ key: oldKey })).records).toEqual([{ put: "d" }]);
  });

  it("opens on a full disk, says so, and writes again when there is space", async () => {
    await written({ n: 1 });
    const faults: (string | undefined)[] = [];
    const onDiskFault = (fault: string | undefined) => void faults.push(fault);
    await fillDisk();
    const [log, other] = [await open({ onDiskFault }), await open({ file: join(folder, "new", "feeds.log"), onDiskFault })];
    expect([...log.replay()]).toEqual([{ n: 1 }]);
    for (const full of [log, other]) await expect(full.append({ n: 2 })).rejects.toMatchObject({ code: "ENOSPC" });
    vi.restoreAllMocks();
    for (const free of [log, other]) await free.append({ n: 3 });
    await Promise.all([log.close(), other.close()]);
    expect((await reread()).records).toEqual([{ n: 1 }, { n: 3 }]);
    expect((await reread({ file: join(folder, "new", "feeds.log") })).records).toEqual([{ n: 3 }]);
    const full = "the disk is full (ENOSPC)";
    expect(faults).toEqual([full, full, undefined, undefined]);
  });

  it("that is damaged on a read-only disk opens empty, says so, and is written when that works again", async () => {
    await written({ n: 1 });
    await writeFile(file, "?");
    const faults: (string | undefined)[] = [];
    const repair = makeDiskReadOnly();
    const log = await open({ onDiskFault: (fault) => void faults.push(fault) });
    expect(log.setAsideError?.message).toContain("not renamed, because the file system is read-only (EROFS)");
    await expect(log.append({ n: 2 })).rejects.toMatchObject({ code: "EROFS" });
    repair();
    await log.append({ n: 3 });
    await log.close();
    expect((await reread()).records).toEqual([{ n: 3 }]);
    expect(faults).toEqual(["the file system is read-only (EROFS)", undefined]);
  });

  it("compresses records", async () => {
    const record = { put: Array.from({ length: 200 }, (_, id) => ({ id, subject: "Minutes of the planning", isUnread: true })) };
    const [empty, size] = await written(record);
    expect(size! - empty!).toBeLessThan(JSON.stringify(record).length / 4);
    expect((await reread()).records).toEqual([record]);
  });

  it("writes concurrent appends together and keeps their order", async () => {
    let writes = 0;
    const log = await open({
      async write(handle, data, position) {
        writes++;
        await handle.write(data, 0, data.length, position);
      },
    });
    writes = 0;
    await Promise.all(Array.from({ length: 100 }, (_, index) => log.append(index)));
    await log.close();
    expect(writes).toBe(1);
    expect((await reread()).records).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it("silently truncates a partly written last record, wherever the write was interrupted", async () => {
    const sizes = await written({ n: 1 }, { n: 2 }, { n: 3 });
    const whole = await readFile(file);
    for (let end = sizes[2]!; end < whole.length; end++) {
      await writeFile(file, whole.subarray(0, end));
      const log = await open();
      expect([...log.replay()]).toEqual([{ n: 1 }, { n: 2 }]);
      expect(log.setAsideError).toBeUndefined();
      await log.append({ n: "again" });
      await log.close();
      expect((await reread()).records).toEqual([{ n: 1 }, { n: 2 }, { n: "again" }]);
    }
  });

  it("truncates zeros after the last record, left by a power failure", async () => {
    await written({ n: 1 });
    await writeFile(file, Buffer.concat([await readFile(file), Buffer.alloc(512)]));
    expect(await reread()).toEqual({ records: [{ n: 1 }], setAside: undefined });
  });

  it("truncates a last record whose length was written but not its content, left by a power failure", async () => {
    await written({ n: 1 }, { n: 2 });
    const whole = await readFile(file);
    whole.fill(0, whole.length - 12);
    await writeFile(file, whole);
    expect(await reread()).toEqual({ records: [{ n: 1 }], setAside: undefined });
  });

  it("sets a file aside that is damaged at any byte before the last record, and starts empty", async () => {
    const sizes = await written({ n: 1 }, { n: 2 });
    const whole = await readFile(file);
    for (let at = 0; at < sizes[1]!; at++) {
      const bad = Buffer.from(whole);
      bad[at]! ^= 0x40;
      await writeFile(file, bad);
      const { records, setAside } = await reread();
      expect(records).toEqual([]);
      expect(setAside?.code).toBe("store-damaged");
      expect(await readFile(setAside!.details.movedTo as string)).toEqual(bad);
      await rm(setAside!.details.movedTo as string);
    }
  });

  it("detects records that are missing, swapped or taken from another log", async () => {
    const sizes = await written({ n: 1 }, { n: 2 }, { n: 3 });
    const whole = await readFile(file);
    const part = (index: number) => whole.subarray(sizes[index]!, sizes[index + 1]!);
    const header = whole.subarray(0, sizes[0]!);
    await rm(file);
    await written({ n: "other" });
    const foreign = (await readFile(file)).subarray(sizes[0]!);
    for (const parts of [
      [part(1), part(2)],
      [part(1), part(0), part(2)],
      [part(0), part(2)],
      [foreign, part(1), part(2)],
    ]) {
      await writeFile(file, Buffer.concat([header, ...parts]));
      expect((await reread()).setAside?.details.reason).toBe("damaged");
    }
  });

  it("distinguishes a wrong key and a foreign file from damage, and does not open a log with another purpose", async () => {
    await written({ n: 1 }, { n: 2 });
    const whole = await readFile(file);
    expect((await reread({ key: createSecretKey(randomBytes(32)) })).setAside?.details.reason).toBe("wrong-key");
    await writeFile(file, "[]".repeat(40));
    expect((await reread()).setAside?.details.reason).toBe("foreign");
    await writeFile(file, whole);
    expect((await reread({ purpose: "feeds of work" })).setAside?.details.reason).toBe("damaged");
  });

  it.runIf(process.platform === "linux")("leaves no file open if the disk fails while it opens", async () => {
    await written({ n: 1 });
    await refuseTruncation();
    const log = await open();
    await expect(log.append({ n: 2 })).rejects.toMatchObject({ code: "EIO" });
    await log.close();
    const numbers = await readdir("/proc/self/fd");
    const targets = await Promise.all(numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => "")));
    expect(targets.filter((target) => target.startsWith(folder))).toEqual([]);
  });

  it("continues after a full disk, without the failed record", async () => {
    let full = false;
    const log = await open({
      async write(handle, data, position) {
        await handle.write(data, 0, full ? data.length - 5 : data.length, position);
        if (full) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      },
    });
    await log.append({ n: 1 });
    full = true;
    await expect(log.append({ n: "a longer record that does not fit" })).rejects.toThrow("no space");
    await expect(log.compact([{ n: "compacted" }])).rejects.toThrow("no space");
    full = false;
    await log.append({ n: 2 });
    await log.close();
    expect(await reread()).toEqual({ records: [{ n: 1 }, { n: 2 }], setAside: undefined });
    expect(await readdir(folder)).toEqual(["feeds.log"]);
  });

  it("compacts atomically and keeps appends that were still pending", async () => {
    const log = await open();
    for (let n = 0; n < 50; n++) await log.append({ n });
    const before = log.size;
    const under = log.append({ n: "under way" });
    const compacted = log.compact([{ n: 49 }]);
    const after = log.append({ n: "after" });
    await Promise.all([under, compacted, after]);
    expect(log.size).toBeLessThan(before);
    expect(log.count).toBe(3);
    await log.close();
    expect((await reread()).records).toEqual([{ n: 49 }, { n: "under way" }, { n: "after" }]);
  });

  it("ignores an interrupted compaction", async () => {
    await written({ n: 1 });
    await writeFile(`${file}.new`, "half of it");
    expect((await reread()).records).toEqual([{ n: 1 }]);
    expect(await readdir(folder)).toEqual(["feeds.log"]);
  });

  it("can contain thousands of records", async () => {
    const log = await open();
    const item = { subject: "x".repeat(150), at: "2026-03-02T08:00:00Z" };
    await Promise.all(Array.from({ length: 3_000 }, (_, id) => log.append({ id, ...item })));
    expect(log.count).toBe(3_000);
    expect(log.size / 3_000).toBeLessThan(260);
    await log.compact(Array.from({ length: 3_000 }, (_, id) => ({ id, ...item })));
    await log.close();
    const { records } = await reread();
    expect(records.length).toBe(3_000);
    expect(records[2_999]).toEqual({ id: 2_999, ...item });
  });

  it("refuses appends after it was closed", async () => {
    const log = await open();
    await log.close();
    await expect(log.append(1)).rejects.toMatchObject({ code: "stopped" });
  });
});
