import { expect, it } from "vitest";
import { ada, createTodoHost, requestCounts } from "../../test/todo.fixture.ts";

it.each([false, true])("the first sign-in reads each list and each task once (delta refused: %s)", async (refused) => {
  await using t = await createTodoHost({ signedOut: true, account: { enableUpdate: !refused }, config: { details: true } });
  const { todo, counters } = t.emulator.control;
  todo.refuseDelta(refused);
  for (let i = 0; i < 250; i++) todo.addTask(ada, "Tasks", { title: `Task ${i}` });
  await t.advance("2m");
  counters.reset();
  await t.signIn();
  expect(requestCounts(t)).toMatchObject({
    "GET /me/todo/lists": 1,
    // Pages: two lists, and three or two pages of the long one.
    ...(refused ? { "GET /me/todo/lists/{list}/tasks": 4 } : { "GET /me/todo/lists/{list}/tasks/delta": 3 }),
    ...(refused ? {} : { "GET /me/todo/lists/{list}/tasks/{task}": 250 }),
  });
  // A later sign-in reads again.
  await t.advance("10s");
  counters.reset();
  await t.signIn();
  expect(requestCounts(t)).toMatchObject({ "GET /me/todo/lists": 1 });
});
