import { describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada } = testUsers;

describe("to do", () => {
  it("creates, renames, and removes lists", async () => {
    const client = await createTestGraph().client(ada, "Tasks.ReadWrite");
    const names = async () =>
      (await client.get("/me/todo/lists")).body.value.map(({ displayName }: { displayName: string }) => displayName);
    expect(await names()).toEqual(["Tasks", "Flagged Emails"]);
    const { status, body: list } = await client.send("POST", "/me/todo/lists", { displayName: "Travel" });
    expect([status, list.wellknownListName, list.isOwner]).toEqual([201, "none", true]);
    await client.send("PATCH", `/me/todo/lists/${list.id}`, { displayName: "Trips" });
    expect((await client.get(`/me/todo/lists/${list.id}`)).body.displayName).toBe("Trips");
    expect((await client.send("DELETE", `/me/todo/lists/${list.id}`)).status).toBe(204);
    expect(await names()).toEqual(["Tasks", "Flagged Emails"]);
    expect((await client.get(`/me/todo/lists/${list.id}/tasks`)).status).toBe(404);
  });

  it("creates, changes, clears, and removes tasks", async () => {
    const client = await createTestGraph().client(ada, "Tasks.ReadWrite");
    const tasks = "/me/todo/lists/Tasks/tasks";
    const due = { dateTime: "2026-03-05T00:00:00.0000000", timeZone: "UTC" };
    const made = (await client.send("POST", tasks, { title: "Shop", importance: "High", dueDateTime: due })).body;
    expect(made).toMatchObject({ title: "Shop", status: "notStarted", importance: "high", dueDateTime: due, isReminderOn: false });
    const changed = (await client.send("PATCH", `${tasks}/${made.id}`, { dueDateTime: null, title: "Shop well" })).body;
    expect(changed.dueDateTime).toBeUndefined();
    expect(changed["@odata.etag"]).not.toBe(made["@odata.etag"]);
    expect((await client.get(`${tasks}?$filter=status ne 'completed'`)).body.value).toHaveLength(1);
    expect((await client.send("PATCH", `${tasks}/${made.id}`, { status: "nearly" })).status).toBe(400);
    expect((await client.send("DELETE", `${tasks}/${made.id}`)).status).toBe(204);
    expect((await client.get(`${tasks}/${made.id}`)).status).toBe(404);
  });

  it("stores times in UTC, regardless of their time zone", async () => {
    const client = await createTestGraph().client(ada, "Tasks.ReadWrite");
    const reminderDateTime = { dateTime: "2026-07-01T09:00:00", timeZone: "W. Europe Standard Time" };
    const made = await client.send("POST", "/me/todo/lists/Tasks/tasks", { title: "Call", reminderDateTime });
    expect(made.body).toMatchObject({ isReminderOn: true, reminderDateTime: { dateTime: "2026-07-01T07:00:00.0000000", timeZone: "UTC" } });
    const bad = { dateTime: "tomorrow", timeZone: "UTC" };
    expect((await client.send("POST", "/me/todo/lists/Tasks/tasks", { title: "Call", dueDateTime: bad })).status).toBe(400);
  });

  it("pages lists and tasks", async () => {
    const graph = createTestGraph();
    for (let number = 0; number < 45; number++) graph.emulator.control.todo.addTask(ada, "Tasks", { title: `Task ${number}` });
    const client = await graph.client(ada, "Tasks.Read");
    const seen: string[] = [];
    for (let next: string | undefined = "/me/todo/lists/Tasks/tasks"; next; ) {
      const { body } = await client.get(next);
      seen.push(...body.value.map(({ title }: { title: string }) => title));
      next = body["@odata.nextLink"];
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, number) => `Task ${number}`));
  });

  it("reports changes from elsewhere by delta, including changes of lists", async () => {
    const graph = createTestGraph();
    const { todo } = graph.emulator.control;
    const first = todo.addTask(ada, "Tasks", { title: "One" });
    const client = await graph.client(ada, "Tasks.ReadWrite");
    const start = (await client.get("/me/todo/lists/Tasks/tasks/delta")).body;
    expect(start.value.map(({ title }: { title: string }) => title)).toEqual(["One"]);
    todo.changeTask(ada, "Tasks", first, { status: "completed" });
    const second = todo.addTask(ada, "Tasks", { title: "Two" });
    const next = (await client.get(start["@odata.deltaLink"])).body;
    expect(next.value.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      [first, "completed"],
      [second, "notStarted"],
    ]);
    todo.removeTask(ada, "Tasks", second);
    expect((await client.get(next["@odata.deltaLink"])).body.value).toEqual([{ id: second, "@removed": { reason: "deleted" } }]);

    const lists = (await client.get("/me/todo/lists/delta")).body;
    const added = todo.addList(ada, "Garden");
    expect((await client.get(lists["@odata.deltaLink"])).body.value).toMatchObject([{ id: added, displayName: "Garden" }]);
    todo.removeList(ada, "Garden");
    expect(todo.lists(ada).map(({ displayName }) => displayName)).toEqual(["Tasks", "Flagged Emails"]);
  });
});
