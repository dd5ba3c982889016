import { expect, it } from "vitest";
import { createTodoHost, requestCounts } from "../../test/todo.fixture.ts";

it("a list whose delta is refused is read every five minutes, which is logged once, and delta is tried again a day later", async () => {
  await using t = await createTodoHost({ signedOut: true, account: { enableUpdate: false } });
  const { todo, counters } = t.emulator.control;
  todo.refuseDelta();
  await t.signIn();
  const loggedCount = () => t.log.filter((line) => line.includes("every 5 minutes")).length;
  expect(loggedCount()).toBe(2);
  counters.reset();
  await t.advance("60m");
  // Two lists. A read of the first one can fall on the beginning or the end of the hour.
  expect(requestCounts(t)["GET /me/todo/lists/{list}/tasks"]).toBeGreaterThanOrEqual(22);
  expect(requestCounts(t)["GET /me/todo/lists/{list}/tasks"]).toBeLessThanOrEqual(24);
  expect(loggedCount()).toBe(2);
  todo.refuseDelta(false);
  await t.advance("24h");
  counters.reset();
  await t.advance("5m");
  expect(requestCounts(t)).toMatchObject({ "GET /me/todo/lists/{list}/tasks/delta": 10 });
  expect(requestCounts(t)).not.toHaveProperty("GET /me/todo/lists/{list}/tasks");
});
