import { expect, it } from "vitest";
import { startTestWebhooks } from "../test/test-webhooks.fixture.ts";

it("sends no message before it is on the disk: after a kill, it would come again with another id", async () => {
  let isHeld = false;
  const held: (() => void)[] = [];
  await using w = await startTestWebhooks({
    prepare(t, _, options) {
      const state = t.host.sealedState("webhooks");
      options.state = {
        ...state,
        async write(value) {
          if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
          await state.write(value);
        },
      };
    },
  });
  isHeld = true;
  try {
    w.addTask("Buy a lamp");
    await w.t.advance("30s");
    expect(w.surface.statuses()).toMatchObject([{ waiting: 2 }]);
    // A test that is received sends what waits. The second one ends after what the first one sends.
    await w.surface.test("flows");
    await w.surface.test("flows");
    expect(w.typesOf()).toEqual(["webhook-test", "webhook-test"]);
  } finally {
    isHeld = false;
    for (const release of held) release();
  }
  await w.advance("5s");
  expect(w.typesOf().toSorted()).toEqual(["sensor-changed", "tasks/task-created", "webhook-test", "webhook-test"]);
});
