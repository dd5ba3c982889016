import { describe, expect, it } from "vitest";
import { createTestGraph, type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben, pat } = testUsers;
const tasks = "/me/todo/lists/Tasks/tasks";
const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: "UTC" });

function expectRefusal(id: RefusalId, { status, body }: TestResponse): void {
  expect([status, body.error.code]).toEqual([refusalTable[id].status, refusalTable[id].code]);
}

async function setUp(user: string = ada) {
  const graph = createTestGraph();
  return { graph, todo: graph.emulator.control.todo, client: await graph.client(user, "Tasks.ReadWrite") };
}

describe("checklist items, linked resources, and attachments of a task", () => {
  it("have their own requests, and changing one changes the task", async () => {
    const { client, todo } = await setUp();
    const id = todo.addTask(ada, "Tasks", { title: "Pack" });
    const { body: start } = await client.get(`${tasks}/delta`);
    const { status, body: socks } = await client.send("POST", `${tasks}/${id}/checklistItems`, { displayName: "Socks" });
    expect([status, socks.isChecked]).toEqual([201, false]);
    const checked = (await client.send("PATCH", `${tasks}/${id}/checklistItems/${socks.id}`, { isChecked: true })).body;
    expect(checked).toMatchObject({ displayName: "Socks", isChecked: true, checkedDateTime: "2026-03-02T08:00:00.000Z" });
    expect((await client.get(`${tasks}/${id}`)).body.checklistItems).toEqual([checked]);
    const { body: next } = await client.get(start["@odata.deltaLink"]);
    expect(next.value.map((task: { id: string }) => task.id)).toEqual([id]);
    await client.send("DELETE", `${tasks}/${id}/checklistItems/${socks.id}`);
    expect((await client.get(`${tasks}/${id}/checklistItems`)).body.value).toEqual([]);
    expect((await client.get(`${tasks}/${id}/checklistItems/${socks.id}`)).status).toBe(404);
    expect((await client.get(`${tasks}?$expand=nothing`)).status).toBe(400);
  });

  it("attachments are listed without content and read individually with it", async () => {
    const { client, todo } = await setUp(pat);
    const id = todo.addTask(pat, "Tasks", { title: "Pack" });
    const contentBytes = Buffer.from("socks").toString("base64");
    const made = (
      await client.send("POST", `${tasks}/${id}/attachments`, {
        "@odata.type": "#microsoft.graph.taskFileAttachment",
        name: "list.txt",
        contentBytes,
      })
    ).body;
    expect(made).toMatchObject({ name: "list.txt", size: 5 });
    expect((await client.get(`${tasks}/${id}`)).body.hasAttachments).toBe(true);
    expect((await client.get(`${tasks}/${id}/attachments`)).body.value[0].contentBytes).toBeUndefined();
    expect((await client.get(`${tasks}/${id}/attachments/${made.id}`)).body.contentBytes).toBe(contentBytes);
    await client.send("DELETE", `${tasks}/${id}/attachments/${made.id}`);
    expect((await client.get(`${tasks}/${id}`)).body.hasAttachments).toBe(false);
  });
});

describe("a new task", () => {
  it("todo-one-linked-resource: is returned with its one linked resource", async () => {
    const { client } = await setUp();
    const link = { displayName: "Mail", applicationName: "Outlook" };
    const { status, body } = await client.send("POST", tasks, { title: "Reply", linkedResources: [link] });
    expect([status, body.linkedResources]).toEqual([201, [{ id: expect.any(String), ...link }]]);
    expectRefusal("todo-one-linked-resource", await client.send("POST", tasks, { title: "Reply", linkedResources: [link, link] }));
  });
});

describe("delta of tasks", () => {
  it("todo-delta-bare", async () => {
    const { client, todo } = await setUp();
    const row: RefusalId = "todo-delta-bare";
    expect(refusalTable[row].appliesTo).toContain("/tasks/delta");
    todo.addTask(ada, "Tasks", { title: "Pack", checklistItems: [{ displayName: "Socks" }], linkedResources: [{ displayName: "Mail" }] });
    const [task] = (await client.get(`${tasks}/delta`)).body.value;
    expect(task.title).toBe("Pack");
    expect(task).not.toHaveProperty("checklistItems");
    expect(task).not.toHaveProperty("linkedResources");
  });

  it("accepts Tasks.Read, unless it is switched off: todo-task-delta-readwrite", async () => {
    const { graph, todo } = await setUp();
    const reader = await graph.client(ada, "Tasks.Read");
    expect((await reader.get(`${tasks}/delta`)).status).toBe(200);
    todo.refuseDelta();
    expectRefusal("todo-task-delta-readwrite", await reader.get(`${tasks}/delta`));
    expect((await reader.get(tasks)).status).toBe(200);
    expect((await (await graph.client(ada, "Tasks.ReadWrite")).get(`${tasks}/delta`)).status).toBe(200);
    todo.refuseDelta(false);
    expect((await reader.get(`${tasks}/delta`)).status).toBe(200);
  });

  it("returns each of 2,000 tasks once", async () => {
    const { client, todo } = await setUp();
    for (let number = 0; number < 2_000; number++) todo.addTask(ada, "Tasks", { title: `Task ${number}` });
    const seen = new Set<string>();
    let count = 0;
    for (let next: string | undefined = `${tasks}/delta`; next; ) {
      const { body } = await client.send("GET", next, undefined, { Prefer: "odata.maxpagesize=500" });
      for (const { id } of body.value) seen.add(id);
      count += body.value.length;
      next = body["@odata.nextLink"];
    }
    expect([count, seen.size]).toEqual([2_000, 2_000]);
  });
});

describe("a recurring task", () => {
  const weekly = { pattern: { type: "weekly", interval: 1, daysOfWeek: ["saturday"] }, range: { type: "noEnd", startDate: "2026-03-21" } };

  it("todo-recurring-completed", async () => {
    const { client, todo } = await setUp();
    const row: RefusalId = "todo-recurring-completed";
    expect(refusalTable[row].appliesTo).toContain("completed");
    const range = { ...weekly.range, recurrenceTimeZone: "W. Europe Standard Time" };
    // Midnight in Berlin, before and after daylight saving time begins on March 29.
    const dueDateTime = { dateTime: "2026-03-28T00:00:00", timeZone: "Europe/Berlin" };
    const id = todo.addTask(ada, "Tasks", {
      title: "Bins",
      dueDateTime,
      reminderDateTime: { dateTime: "2026-03-28T08:00:00", timeZone: "Europe/Berlin" },
      recurrence: { ...weekly, range },
      checklistItems: [{ displayName: "Paper", isChecked: true }],
    });
    const response = (await client.send("PATCH", `${tasks}/${id}`, { status: "completed" })).body;
    expect(response).toMatchObject({
      id,
      status: "notStarted",
      dueDateTime: utc("2026-04-03T22:00:00"),
      reminderDateTime: utc("2026-04-04T06:00:00"),
    });
    expect(response.checklistItems[0].isChecked).toBe(false);
    const all = todo.tasks(ada, "Tasks");
    expect(all).toHaveLength(2);
    const done = all.find((task) => task.id !== id)!;
    expect(done).toMatchObject({ title: "Bins", status: "completed", dueDateTime: utc("2026-03-27T23:00:00") });
    expect(done).not.toHaveProperty("recurrence");
  });

  it("stops after its last occurrence", async () => {
    const { client, todo } = await setUp();
    const recurrence = {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", numberOfOccurrences: 2, startDate: "2026-03-02" },
    };
    const id = todo.addTask(ada, "Tasks", { title: "Pills", recurrence });
    expect(todo.tasks(ada, "Tasks")[0]!.dueDateTime).toEqual(utc("2026-03-02T00:00:00"));
    await client.send("PATCH", `${tasks}/${id}`, { status: "completed" });
    await client.send("PATCH", `${tasks}/${id}`, { status: "completed" });
    expect(todo.tasks(ada, "Tasks").map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect((await client.send("PATCH", `${tasks}/${id}`, { recurrence: null })).body.recurrence).toBeUndefined();
    expect((await client.send("PATCH", `${tasks}/${id}`, { recurrence: { pattern: {} } })).status).toBe(400);
  });
});

describe("times and shared lists", () => {
  it.each([
    ["Pacific/Honolulu", "2026-03-05T10:00:00"],
    ["America/New_York", "2026-03-05T05:00:00"],
    ["Europe/Berlin", "2026-03-04T23:00:00"],
    ["Pacific/Auckland", "2026-03-04T11:00:00"],
  ])("todo-times-utc: a date set in %s is stored in UTC", async (timeZone, dateTime) => {
    const { client } = await setUp();
    const row: RefusalId = "todo-times-utc";
    expect(refusalTable[row].rule).toContain("UTC");
    const made = await client.send("POST", tasks, { title: "Tax", dueDateTime: { dateTime: "2026-03-05T00:00:00", timeZone } });
    expect(made.body.dueDateTime).toEqual(utc(dateTime));
  });

  it("a shared list is the same list for both users, and is removed with its owner's list", async () => {
    const { graph, client, todo } = await setUp();
    todo.addList(ada, "Home");
    const sharedId = todo.shareList(ada, "Home", ben);
    const guest = await graph.client(ben, "Tasks.ReadWrite");
    expect((await guest.get(`/me/todo/lists/${sharedId}`)).body).toMatchObject({ displayName: "Home", isOwner: false, isShared: true });
    const { id } = (await guest.send("POST", `/me/todo/lists/${sharedId}/tasks`, { title: "Lamp" })).body;
    const home = todo.lists(ada).find(({ displayName }) => displayName === "Home")!;
    expect((await client.get(`/me/todo/lists/${home.id}/tasks`)).body.value).toMatchObject([{ id, title: "Lamp" }]);
    todo.renameList(ada, "Home", "House");
    await client.send("DELETE", `/me/todo/lists/${home.id}`);
    expect((await guest.get(`/me/todo/lists/${sharedId}/tasks`)).status).toBe(404);
  });
});
