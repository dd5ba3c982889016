import { describe, expect, it } from "vitest";
import { ada, callService, createTodoHost, dueOn, shownTasks, shownTitles, trackTaskEvents } from "../../test/todo.fixture.ts";

const storedTasks = (t: Awaited<ReturnType<typeof createTodoHost>>, list = "Tasks"): any[] => t.emulator.control.todo.tasks(ada, list);

it.each(["complete-task", "reopen-task", "remove-task", "update-task"])(
  "%s by a name says what is wanted and where it is listed",
  async (service) => {
    await using t = await createTodoHost();
    const input = { id: "Coffee", ...(service === "update-task" ? { title: "x" } : {}) };
    await expect(callService(t, service, input)).rejects.toMatchObject({
      message: expect.stringMatching(/task.*ID.*list-tasks lists tasks with their IDs/i),
    });
  },
);

describe("create-task", () => {
  it("creates a task with all fields and shows it immediately", async () => {
    await using t = await createTodoHost({ config: { details: true } });
    const created = await callService(t, "create-task", {
      title: "Trip",
      body: "Pack\nlight",
      due: "2026-03-29",
      reminder: "2026-03-28T09:00",
      importance: "High",
      categories: ["Blue"],
      recurrence: "FREQ=MONTHLY;BYDAY=-1SU",
      checklist: ["Tickets", "Socks"],
      links: [{ title: "Booking", app: "Mail", url: "https://example.com/1" }],
    });
    expect(created).toMatchObject({ title: "Trip", due: "2026-03-29", status: "notStarted", overdue: false, done: false });
    expect(shownTasks(t)).toMatchObject([
      {
        id: created.id,
        body: "Pack\nlight",
        due: "2026-03-29",
        reminder: "2026-03-28T09:00:00+01:00",
        importance: "high",
        categories: ["Blue"],
        recurrence: "FREQ=MONTHLY;BYDAY=-1SU",
        checklist: [{ title: "Tickets", checked: false }, { title: "Socks" }],
        links: [{ title: "Booking", app: "Mail" }],
      },
    ]);
    // As Microsoft's own apps write it: midnight in the user's time zone.
    expect(storedTasks(t)[0].dueDateTime.dateTime).toBe("2026-03-28T23:00:00.0000000");
    expect(t.sensor("todo/tasks").state).toBe(1);
  });

  it.each([
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.0000000"],
    ["America/New_York", "2026-03-08", "2026-03-08T05:00:00.0000000"],
    ["America/New_York", "2026-11-02", "2026-11-02T05:00:00.0000000"],
    ["Asia/Kolkata", "2026-03-29", "2026-03-28T18:30:00.0000000"],
    ["Pacific/Auckland", "2026-04-05", "2026-04-04T11:00:00.0000000"],
    ["UTC", "2026-03-29", "2026-03-29T00:00:00.0000000"],
  ])("keeps the due day in %s on %s", async (timeZone, day, dateTime) => {
    await using t = await createTodoHost({ timeZone });
    expect((await callService(t, "create-task", { title: "Tax", due: day })).due).toBe(day);
    expect((await callService(t, "create-task", { title: "Late", due: `${day}T23:30` })).due).toBe(day);
    expect(shownTasks(t).map((task) => task.due)).toEqual([day, day]);
    expect(storedTasks(t)[0].dueDateTime.dateTime).toBe(dateTime);
  });

  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])(
    "reads words for days and times in %s",
    async (timeZone) => {
      await using t = await createTodoHost({ timeZone });
      expect(await callService(t, "create-task", { title: "Tax", due: "friday", reminder: "9:00" })).toMatchObject({
        due: "2026-03-06",
        reminder: expect.stringContaining("2026-03-06T09:00:00"),
      });
      expect(await callService(t, "create-task", { title: "Call", reminder: "tomorrow 9:00" })).toMatchObject({
        reminder: expect.stringContaining("2026-03-03T09:00:00"),
      });
    },
  );

  it("begins a recurrence without due date today", async () => {
    await using t = await createTodoHost({ timeZone: "Pacific/Auckland" });
    expect(await callService(t, "create-task", { title: "Pills", recurrence: "FREQ=DAILY" })).toMatchObject({
      due: "2026-03-02",
      recurrence: "FREQ=DAILY",
    });
  });

  it.each([
    [{ title: "" }, "title"],
    [{ title: "Tax", due: "soon" }, "due"],
    [{ title: "Tax", reminder: "tomorrow" }, "reminder: needs a time"],
    [{ title: "Tax", reminder: "2026-03-29T02:30" }, "reminder: does not exist: in Europe/Berlin"],
    [{ title: "Tax", reminder: "2026-03-29" }, "reminder"],
    [{ title: "Tax", importance: "urgent" }, "importance"],
    [{ title: "Tax", recurrence: "FREQ=HOURLY" }, "recurrence"],
  ])("names the invalid field of %j", async (input, field) => {
    await using t = await createTodoHost();
    await expect(callService(t, "create-task", input)).rejects.toMatchObject({
      code: "input-invalid",
      message: expect.stringContaining(field),
    });
    expect(storedTasks(t)).toEqual([]);
  });
});

describe("update-task", () => {
  it("changes only the given fields, including title and status in one call", async () => {
    await using t = await createTodoHost();
    const { id } = await callService(t, "create-task", {
      title: "Milk",
      body: "Two",
      due: "2026-03-05",
      reminder: "2026-03-04T08:00",
      categories: ["Blue"],
    });
    await callService(t, "update-task", { id, title: "Oat milk", status: "in progress" });
    expect(shownTasks(t)).toMatchObject([
      {
        title: "Oat milk",
        status: "inProgress",
        body: "Two",
        due: "2026-03-05",
        reminder: "2026-03-04T08:00:00+01:00",
        categories: ["Blue"],
      },
    ]);
  });

  it("clears due date, reminder, body and categories", async () => {
    await using t = await createTodoHost();
    const { id } = await callService(t, "create-task", {
      title: "Milk",
      body: "Two",
      due: "2026-03-05",
      reminder: "2026-03-04T08:00",
      categories: ["Blue"],
    });
    const newEvents = trackTaskEvents(t);
    await callService(t, "update-task", { id, due: null, reminder: null, body: null, categories: null });
    expect(newEvents()).toEqual(["updated Milk body categories due reminder"]);
    const [task] = shownTasks(t);
    for (const name of ["due", "reminder", "body", "categories"]) expect(task).not.toHaveProperty(name);
  });

  it("sets and ends a recurrence, which begins at the due date of the task", async () => {
    await using t = await createTodoHost();
    const id = t.emulator.control.todo.addTask(ada, "Tasks", { title: "Bins", ...dueOn("2026-03-07", "America/New_York") });
    expect(await callService(t, "update-task", { id, recurrence: "FREQ=WEEKLY" })).toMatchObject({
      due: "2026-03-07",
      recurrence: "FREQ=WEEKLY;BYDAY=SA;WKST=MO",
    });
    expect((await callService(t, "update-task", { id, recurrence: null })).recurrence).toBeUndefined();
    await expect(callService(t, "update-task", { id, due: null, recurrence: "FREQ=DAILY" })).rejects.toMatchObject({
      code: "input-invalid",
    });
    await expect(callService(t, "update-task", { id })).rejects.toThrow("nothing to change");
  });

  it("reports a task that does not exist", async () => {
    await using t = await createTodoHost();
    await expect(callService(t, "update-task", { id: "gone", title: "X" })).rejects.toMatchObject({ code: "graph-not-found" });
  });
});

describe("complete, reopen, remove", () => {
  it("completing a recurring task moves it to its next due date and raises one event", async () => {
    await using t = await createTodoHost();
    const { id } = await callService(t, "create-task", { title: "Bins", due: "2026-03-28", recurrence: "FREQ=WEEKLY" });
    await t.advance("61s");
    const newEvents = trackTaskEvents(t);
    expect(await callService(t, "complete-task", { id })).toMatchObject({ id, due: "2026-04-04", done: false });
    await t.advance("61s");
    expect(newEvents()).toEqual(["completed Bins"]);
    expect(t.events.at(-1)!.payload).toMatchObject({ origin: "casement", due: "2026-03-28" });
  });

  it("showCompleted lists completed tasks after the open ones", async () => {
    await using t = await createTodoHost({ config: { showCompleted: true } });
    const { id } = await callService(t, "create-task", { title: "Milk" });
    await callService(t, "create-task", { title: "Bread" });
    await callService(t, "complete-task", { id });
    expect(shownTitles(t)).toEqual(["Bread", "Milk"]);
    expect(shownTasks(t)[1]).toMatchObject({ done: true, completed: "2026-03-02" });
    expect(t.sensor("todo/tasks").state).toBe(1);
    await callService(t, "reopen-task", { id });
    expect(t.sensor("todo/tasks").state).toBe(2);
    await callService(t, "remove-task", { id });
    expect(shownTitles(t)).toEqual(["Bread"]);
  });
});

describe("checklists", () => {
  it("get, change and lose steps", async () => {
    await using t = await createTodoHost({ config: { details: true } });
    const { id } = await callService(t, "create-task", { title: "Trip" });
    const socks = await callService(t, "add-checklist-item", { id, title: "Socks" });
    expect(shownTasks(t)[0].checklist).toEqual([{ id: socks.id, title: "Socks", checked: false }]);
    expect(await callService(t, "update-checklist-item", { id, item: socks.id, checked: true, title: "Wool socks" })).toEqual({
      id: socks.id,
      title: "Wool socks",
      checked: true,
    });
    expect(shownTasks(t)[0].checklist).toEqual([{ id: socks.id, title: "Wool socks", checked: true }]);
    await callService(t, "remove-checklist-item", { id, item: socks.id });
    expect(shownTasks(t)[0].checklist).toEqual([]);
    await expect(callService(t, "update-checklist-item", { id, item: socks.id })).rejects.toThrow("nothing to change");
    const origins = t.events.filter(({ type }) => type === "todo/task-updated").map(({ payload }: any) => payload.origin);
    expect(origins).toEqual(["casement", "casement", "casement"]);
  });
});

describe("lists", () => {
  it("become sensors when they are created, and their sensors are gone when they are removed", async () => {
    await using t = await createTodoHost();
    const { id } = await callService(t, "create-list", { name: "Garden" });
    expect(t.sensor("todo/garden")).toMatchObject({ title: "Garden", state: 0 });
    await t.account.call("todo/create-task", { sensor: id, title: "Mow" });
    expect(t.sensor("todo/garden").state).toBe(1);
    await t.account.call("todo/rename-list", { sensor: "garden", name: "Allotment" });
    expect(t.sensor("todo/garden")).toMatchObject({ title: "Allotment", state: 1 });
    await expect(t.account.call("todo/rename-list", { sensor: "tasks", name: "Chores" })).rejects.toThrow("cannot be renamed");
    await t.account.call("todo/remove-list", { sensor: "Allotment" });
    expect(t.emulator.control.todo.lists(ada).map(({ displayName }) => displayName)).toEqual(["Tasks", "Flagged Emails"]);
    expect(t.sensor("todo/garden").gone).toBe(true);
    await expect(t.account.call("todo/remove-list", { sensor: "tasks" })).rejects.toThrow("cannot be removed");
  });

  it("are read-only without updates", async () => {
    await using t = await createTodoHost({ account: { enableUpdate: false } });
    await expect(callService(t, "create-task", { title: "Milk" })).rejects.toMatchObject({ code: "service-refused" });
  });

  it("work for a personal account", async () => {
    await using t = await createTodoHost({ account: { accountType: "personal" } });
    await callService(t, "create-task", { title: "Milk" });
    expect(shownTitles(t)).toEqual(["Milk"]);
  });
});
