import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPublishStore } from "./publish-store.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-mqtt-store-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ignore = () => {};

test("keeps topics, last event and ids over a restart; another base topic keeps the hub's id and gets another client id", async () => {
  const file = join(folder, "a.json");
  const first = await openPublishStore(file, "House/M365", ignore);
  expect(first.hubId).toBe("house-m365");
  first.publishedTopics.add("a/b");
  first.lastEventId = "17";
  first.lastConnectedAt = 5;
  await first.save();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const again = await openPublishStore(file, "House/M365", ignore);
  expect({ ...again, publishedTopics: [...again.publishedTopics] }).toMatchObject({
    hubId: "house-m365",
    clientId: first.clientId,
    publishedTopics: ["a/b"],
    lastEventId: "17",
    lastConnectedAt: 5,
  });
  const moved = await openPublishStore(file, "other", ignore);
  expect(moved.hubId).toBe("house-m365");
  expect(moved.clientId).not.toBe(first.clientId);
  expect([...moved.publishedTopics]).toEqual(["a/b"]);
});

test.each(["", "{", "[]", '{"id":3}', '{"id":"a","clientId":"b"}'])("a damaged file (%j) counts as empty", async (text) => {
  const file = join(folder, "b.json");
  await writeFile(file, text);
  const store = await openPublishStore(file, "casement", ignore);
  expect([store.hubId, store.publishedTopics.size, store.lastEventId]).toEqual(["casement", 0, undefined]);
  await store.save();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ id: "casement", published: [] });
});

test("reports a failed write and does not throw", async () => {
  const errors: unknown[] = [];
  const store = await openPublishStore(join(folder, "gone", "c.json"), "casement", (error) => errors.push(error));
  await store.save();
  expect(errors).toHaveLength(1);
});
