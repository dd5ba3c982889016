import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startTestWebhooks } from "../test/test-webhooks.fixture.ts";

it("after a restore, sends what waited with its old ids, and nothing else that happened before", async () => {
  await using w = await startTestWebhooks();
  w.receiver.respond = () => 503;
  w.addTask("Waits in the backup");
  await w.advance("30s");
  const waited = new Set(w.receiver.received.map(({ headers }) => headers["webhook-id"]));
  expect(waited.size).toBe(2);
  const state = join(w.t.dataDir, "surfaces/webhooks");
  await copyFile(state, join(w.t.dataDir, "webhooks-of-backup"));

  // The hub whose backup this was goes on, and the receiver gets everything.
  w.receiver.respond = () => 204;
  w.addTask("Was sent after the backup");
  await w.advance("10m");
  expect(w.typesOf()).toHaveLength(4);
  w.receiver.received.length = 0;

  await using restored = await w.restart({
    async beforeOpen(dataDir) {
      await copyFile(join(dataDir, "webhooks-of-backup"), state);
      await writeFile(join(dataDir, "restored"), "");
    },
  });
  await restored.advance("10m");
  expect(new Set(w.receiver.received.map(({ headers }) => headers["webhook-id"]))).toEqual(waited);
  w.receiver.received.length = 0;

  restored.addTask("After the restore");
  await restored.advance("30s");
  expect(restored.typesOf().toSorted()).toEqual(["sensor-changed", "tasks/task-created"]);
});

it("does not send what waited for longer than a day in a backup, because its receiver may have forgotten the ids", async () => {
  await using w = await startTestWebhooks();
  w.receiver.respond = () => 503;
  w.addTask("Waits");
  await w.advance("30s");
  w.receiver.received.length = 0;
  w.receiver.respond = () => 204;
  await using later = await w.restart({ killed: true, beforeOpen: async () => void (await w.t.clock.advance(25 * 60 * 60_000)) });
  await later.advance("1m");
  expect(w.receiver.received).toEqual([]);
  expect(later.surface.statuses()[0]).toMatchObject({ waiting: 0, dropped: 2 });
});
