import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openMemory } from "./memory.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-mqtt-memory-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ignore = () => {};

test("remembers topics, the last event and who it is; another base topic keeps the id and is another client", async () => {
  const file = join(folder, "a.json");
  const first = await openMemory(file, "House/M365", ignore);
  expect(first.id).toBe("house-m365");
  first.published.add("a/b");
  first.event = "17";
  first.seen = 5;
  await first.save();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const again = await openMemory(file, "House/M365", ignore);
  expect({ ...again, published: [...again.published] }).toMatchObject({
    id: "house-m365",
    clientId: first.clientId,
    published: ["a/b"],
    event: "17",
    seen: 5,
  });
  const moved = await openMemory(file, "other", ignore);
  expect(moved.id).toBe("house-m365");
  expect(moved.clientId).not.toBe(first.clientId);
  expect([...moved.published]).toEqual(["a/b"]);
});

test.each(["", "{", "[]", '{"id":3}', '{"id":"a","clientId":"b"}'])("a damaged file (%j) remembers nothing", async (text) => {
  const file = join(folder, "b.json");
  await writeFile(file, text);
  const memory = await openMemory(file, "casement", ignore);
  expect([memory.id, memory.published.size, memory.event]).toEqual(["casement", 0, undefined]);
  await memory.save();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ id: "casement", published: [] });
});

test("a disk that refuses is reported, and the process goes on", async () => {
  const errors: unknown[] = [];
  const memory = await openMemory(join(folder, "gone", "c.json"), "casement", (error) => errors.push(error));
  await memory.save();
  expect(errors).toHaveLength(1);
});
