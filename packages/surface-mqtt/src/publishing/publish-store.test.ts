import { expect, test } from "vitest";
import { openPublishStore } from "./publish-store.ts";

/** Like the host's, in memory. */
function createState(stored?: unknown) {
  return {
    stored,
    read: async () => stored,
    async write(value: unknown) {
      stored = JSON.parse(JSON.stringify(value));
    },
  };
}
const ignore = () => {};

test("keeps topics, last event and ids over a restart; another base topic keeps the hub's id and gets another client id", async () => {
  const state = createState();
  const first = await openPublishStore(state, "House/M365", ignore);
  expect(first.hubId).toBe("house-m365");
  first.publishedTopics.add("a/b");
  first.lastEventId = "17";
  first.lastConnectedAt = 5;
  await first.save();
  const again = await openPublishStore(state, "House/M365", ignore);
  expect({ ...again, publishedTopics: [...again.publishedTopics] }).toMatchObject({
    hubId: "house-m365",
    clientId: first.clientId,
    publishedTopics: ["a/b"],
    lastEventId: "17",
    lastConnectedAt: 5,
  });
  const moved = await openPublishStore(state, "other", ignore);
  expect(moved.hubId).toBe("house-m365");
  expect(moved.clientId).not.toBe(first.clientId);
  expect([...moved.publishedTopics]).toEqual(["a/b"]);
});

test.each([null, 7, [], { id: 3 }, { id: "a", clientId: "b" }])("an unknown state (%j) counts as empty", async (stored) => {
  const state = createState(stored);
  const store = await openPublishStore(state, "casement", ignore);
  expect([store.hubId, store.publishedTopics.size, store.lastEventId]).toEqual(["casement", 0, undefined]);
  await store.save();
  expect(await state.read()).toMatchObject({ id: "casement", published: [] });
});

test("reports a failed write and does not throw", async () => {
  const errors: unknown[] = [];
  const write = () => Promise.reject(new Error("no space left on device"));
  const store = await openPublishStore({ ...createState(), write }, "casement", (error) => errors.push(error));
  await store.save();
  expect(errors).toHaveLength(1);
});
