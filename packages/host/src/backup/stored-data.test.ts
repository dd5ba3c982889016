import { createSecretKey, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readFrames } from "../store/record-frames.ts";
import { openRecordLog } from "../store/record-log.ts";
import { fitsKey, readStoredData } from "./stored-data.ts";

const key = createSecretKey(randomBytes(32));
const purpose = "feeds of home";
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-stored-"));
  await mkdir(join(folder, "accounts/home"), { recursive: true });
  file = join(folder, "accounts/home/feeds.log");
});
afterEach(() => rm(folder, { recursive: true }));

it("ends a log with a whole record, wherever a write is at this moment", async () => {
  const log = await openRecordLog({ file, key, purpose });
  for (let number = 0; number < 3; number++) await log.append({ number, text: "x".repeat(number * 10) });
  await log.close();
  const whole = await readFile(file);
  const counts = new Set<number>();
  for (let length = 29; length <= whole.length; length++) {
    await writeFile(file, whole.subarray(0, length));
    const copied = (await readStoredData(folder)).get("accounts/home/feeds.log")!;
    const { records, size } = readFrames(key, purpose, Buffer.from(copied));
    expect(size).toBe(copied.length);
    counts.add(records.length);
  }
  expect([...counts]).toEqual([0, 1, 2, 3]);
});

it("cuts what is no record: zeros after a power failure, and part of an older write", async () => {
  const log = await openRecordLog({ file, key, purpose });
  await log.append({ number: 1 });
  await log.close();
  const whole = await readFile(file);
  for (const rest of [Buffer.alloc(4096), randomBytes(500), whole.subarray(29)]) {
    await writeFile(file, Buffer.concat([whole, rest]));
    expect((await readStoredData(folder)).get("accounts/home/feeds.log")).toEqual(whole);
  }
});

it("takes the encrypted files only, and knows their key", async () => {
  const log = await openRecordLog({ file, key, purpose });
  await log.close();
  await mkdir(join(folder, "surfaces"));
  for (const path of [
    "key",
    "http-token",
    "run.json",
    "lock",
    "surfaces/mqtt.lock",
    "accounts/home/feeds.log.new",
    "accounts/home/feeds.log.unreadable-1",
  ])
    await writeFile(join(folder, path), "plain");
  const files = await readStoredData(folder);
  expect([...files.keys()]).toEqual(["accounts/home/feeds.log"]);
  const data = files.get("accounts/home/feeds.log")!;
  expect([fitsKey(data, key), fitsKey(data, createSecretKey(randomBytes(32)))]).toEqual([true, false]);
  expect(await readStoredData(join(folder, "gone"))).toEqual(new Map());
});

it("takes the history of states", async () => {
  const history = join(folder, "accounts/home/history");
  const log = await openRecordLog({ file: join(history, "2026-03-02.log"), key, purpose: "history of home" });
  await log.append([{ at: 1, s: "todo/list", state: 3 }]);
  await log.close();
  await writeFile(join(history, "2026-03-01.log.new"), "draft");
  expect([...(await readStoredData(folder)).keys()]).toEqual(["accounts/home/history/2026-03-02.log"]);
});
