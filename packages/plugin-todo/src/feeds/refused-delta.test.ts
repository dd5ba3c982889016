import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { ada, callService, createTodoHost, payloadsOf, shownTasks, shownTitles, trackTaskEvents } from "../../test/todo.fixture.ts";

describe("where delta is refused", () => {
  it("a requested refresh reads the list immediately", async () => {
    await using t = await createTodoHost({ signedOut: true, account: { enableUpdate: false } });
    const { todo } = t.emulator.control;
    todo.refuseDelta();
    await t.signIn();
    todo.addTask(ada, "Tasks", { title: "Milk" });
    await t.account.refresh("todo/tasks");
    expect(shownTitles(t)).toEqual(["Milk"]);
  });

  it("without updates, Tasks.ReadWrite is not requested", async () => {
    await using t = await createTodoHost({ account: { enableUpdate: false } });
    expect((await t.account.scopes()).requested).not.toContain("Tasks.ReadWrite");
    expect((await t.account.scopes()).requested).toContain("Tasks.Read");
  });

  it("a task that moves to another page while the pages are read is not reported as removed", async () => {
    await using t = await createTodoHost({ signedOut: true, account: { enableUpdate: false }, config: { maxItems: 1000 } });
    const { todo } = t.emulator.control;
    todo.refuseDelta();
    const ids = Array.from({ length: 150 }, (_, number) => todo.addTask(ada, "Tasks", { title: `Task ${number}` }));
    await t.signIn();
    expect(t.sensor("todo/tasks").state).toBe(150);
    const newEvents = trackTaskEvents(t);
    // The task is removed after the first page was read, so all later tasks move up by one.
    const original = t.emulator.fetch;
    const seen = { pages: 0 };
    const emulator = t.emulator as { fetch: typeof original };
    emulator.fetch = async (input, init) => {
      const response = await original(input, init);
      if (String(input instanceof Request ? input.url : input).includes("batch") && seen.pages++ === 0)
        todo.removeTask(ada, "Tasks", ids[0]!);
      return response;
    };
    await t.advance("310s");
    emulator.fetch = original;
    await t.advance("310s");
    expect(newEvents()).toEqual(["removed Task 0"]);
  });
});

describe("origin and zone", () => {
  it("changes made by services have the origin casement, all others external", async () => {
    await using t = await createTodoHost();
    const { id } = await callService(t, "create-task", { title: "Milk" });
    t.emulator.control.todo.addTask(ada, "Tasks", { title: "Bread" });
    await t.advance("61s");
    await callService(t, "complete-task", { id });
    await callService(t, "reopen-task", { id });
    await callService(t, "remove-task", { id });
    const origins = t.events
      .filter(({ type }) => type.startsWith("todo/"))
      .map(({ type, payload }: any) => [type, payload.title, payload.origin]);
    expect(origins).toEqual([
      ["todo/task-created", "Milk", "casement"],
      ["todo/task-created", "Bread", "external"],
      ["todo/task-completed", "Milk", "casement"],
      ["todo/task-uncompleted", "Milk", "casement"],
      ["todo/task-removed", "Milk", "casement"],
    ]);
  });

  it("another time zone in the configuration changes times without events", async () => {
    const clock = createFakeClock("2026-03-02T08:00:00Z");
    const first = await createTodoHost({ clock });
    first.emulator.control.todo.addTask(ada, "Tasks", {
      title: "Call",
      reminderDateTime: { dateTime: "2026-03-05T09:00:00", timeZone: "UTC" },
    });
    await first.advance("61s");
    expect(shownTasks(first)[0].reminder).toBe("2026-03-05T10:00:00+01:00");
    await using second = await first.restart({ account: { timeZone: "America/New_York" } });
    await second.advance("61s");
    expect(shownTasks(second)[0].reminder).toBe("2026-03-05T04:00:00-05:00");
    expect(trackTaskEvents(second)()).toEqual([]);
    expect(payloadsOf(second, "task-updated")).toEqual([]);
  });
});
