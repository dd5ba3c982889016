import { beforeAll, describe, expect, it } from "vitest";
import { contractPresent, createStrictValidator, missingProperties, readExample } from "../contract-data.fixture.ts";
import { createTestGraph, testUsers } from "../test-graph.fixture.ts";

const { ada } = testUsers;

if (!contractPresent) console.warn("Skipped: Microsoft's contract data is not available beside the repository (../shared/graph).");

/** Microsoft's examples, definitions for their responses, and properties that only Microsoft's example has. */
const examples: [name: string, definition: string | undefined, lacks?: string[]][] = [
  ["todo--checklistitem-get--1", "checklistItem.read"],
  ["todo--checklistitem-update--1", "checklistItem.read"],
  ["todo--checklistitem-delete--1", undefined],
  ["todo--todotask-list-checklistitems--1", "page.checklistItem"],
  ["todo--todotask-post-checklistitems--1", "checklistItem.read"],
  // The example wraps a single resource in `value`.
  ["todo--linkedresource-get--1", "linkedResource.read", ["value"]],
  ["todo--linkedresource-update--1", "linkedResource.read"],
  ["todo--linkedresource-delete--1", undefined],
  ["todo--todotask-list-linkedresources--1", "page.linkedResource"],
  ["todo--todotask-post-linkedresources--1", "linkedResource.read"],
  ["todo--contrib-todotask-list-attachments--1", "page.attachmentBase"],
  ["todo--contrib-todotask-post-attachments--1", "attachmentBase.read"],
];

describe.skipIf(!contractPresent)("To Do, compared with Microsoft's examples and schemas", () => {
  let check: ReturnType<typeof createStrictValidator>;
  beforeAll(() => {
    check = createStrictValidator();
  });

  async function setUp() {
    const graph = createTestGraph();
    const client = await graph.client(ada, "Tasks.ReadWrite");
    const { todo } = graph.emulator.control;
    const id = todo.addTask(ada, "Tasks", {
      title: "Pack",
      checklistItems: [{ displayName: "Socks", isChecked: true }],
      linkedResources: [{ displayName: "Mail", webUrl: "https://example.com/1", applicationName: "Mail", externalId: "1" }],
      recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "noEnd", startDate: "2026-03-02" } },
    });
    const task = `/me/todo/lists/Tasks/tasks/${id}`;
    await client.send("POST", `${task}/attachments`, { name: "list.txt", contentBytes: btoa("socks"), contentType: "text/plain" });
    const { checklistItems, linkedResources } = (await client.get(`${task}?$expand=checklistItems,linkedResources`)).body;
    const adapt = (path: string) =>
      path
        .replace(/\/lists\/.*\/tasks\/[^/]+/, task.replace("/me/todo", ""))
        .replace(/(\/checklistitems\/)[^/?]+/i, `$1${checklistItems[0].id}`)
        .replace(/(\/linkedResources\/)[^/?]+/, `$1${linkedResources[0].id}`);
    return { client, task, adapt };
  }

  it.each(examples)("%s", async (name, definition, missing = []) => {
    const { method, path, requestBody, status, responseBody } = readExample(name);
    const { client, adapt } = await setUp();
    const response = await client.send(method, adapt(path), requestBody ?? undefined);
    expect(response.status).toBe(status);
    if (!definition) return;
    expect(check(definition, response.body)).toEqual([]);
    expect(missingProperties(responseBody, response.body)).toEqual(missing);
  });

  it("lists, tasks, and delta pages with all parts are valid", async () => {
    const { client, task } = await setUp();
    const expand = "$expand=checklistItems,linkedResources,attachments";
    expect(check("todoTask.read", (await client.get(`${task}?${expand}`)).body)).toEqual([]);
    expect(check("page.todoTask", (await client.get(`/me/todo/lists/Tasks/tasks?${expand}`)).body)).toEqual([]);
    await client.send("PATCH", task, { status: "completed" });
    expect(check("delta.todoTask", (await client.get("/me/todo/lists/Tasks/tasks/delta")).body)).toEqual([]);
    expect(check("delta.todoTaskList", (await client.get("/me/todo/lists/delta")).body)).toEqual([]);
  });
});
