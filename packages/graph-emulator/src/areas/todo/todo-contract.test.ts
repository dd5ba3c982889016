import { expect, it } from "vitest";
import { describeContract, exampleNamesOf, expectAnswer, readExample } from "../../../test/areas/contract-data.fixture.ts";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada } = testUsers;

/** Properties that only Microsoft's example has: it wraps a single resource in `value`. */
const knownMissing: Record<string, string[]> = { "todo--linkedresource-get--1": ["value"] };

const definitions: [pattern: RegExp, definition: string | null][] = [
  [/^POST.*\/lists$/, "todoTaskList.read"],
  [/^POST.*\/checklistitems\/?$/i, "checklistItem.read"],
  [/^POST.*\/linkedResources$/, "linkedResource.read"],
  [/\/createUploadSession$/, "uploadSession"],
  [/^POST.*\/attachments$/, "attachmentBase.read"],
  [/\/content$/, null],
  [/\/tasks\/delta/, "delta.todoTask"],
  [/\/checklistitems$/i, "page.checklistItem"],
  [/\/checklistitems\//i, "checklistItem.read"],
  [/\/linkedResources$/, "page.linkedResource"],
  [/\/linkedResources\//, "linkedResource.read"],
  [/\/attachments$/, "page.attachmentBase"],
  [/\/tasks\/[^/]+$/, "todoTask.read"],
  [/\/lists$/, "page.todoTaskList"],
  [/\/lists\/[^/]+$/, "todoTaskList.read"],
];

describeContract("To Do", (check) => {
  async function setUp() {
    const graph = createTestGraph();
    const client = await graph.client(ada, "Tasks.ReadWrite");
    const { todo } = graph.emulator.control;
    const id = todo.addTask(ada, "Tasks", {
      title: "Pack",
      checklistItems: [{ displayName: "Socks", isChecked: true }],
      linkedResources: [{ displayName: "Mail", webUrl: "https://example.com/1", applicationName: "Mail", externalId: "1" }],
      dueDateTime: { dateTime: "2026-03-05T00:00:00.0000000", timeZone: "UTC" },
      categories: ["Blue"],
      recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "noEnd", startDate: "2026-03-02" } },
    });
    const task = `/me/todo/lists/Tasks/tasks/${id}`;
    await client.send("POST", `${task}/attachments`, {
      "@odata.type": "#microsoft.graph.taskFileAttachment",
      name: "list.txt",
      contentBytes: btoa("socks"),
      contentType: "text/plain",
    });
    const { checklistItems, linkedResources } = (await client.get(`${task}?$expand=checklistItems,linkedResources`)).body;
    const ownList = todo.addList(ada, "Travel");
    const attachmentInfo = { attachmentType: "file", name: "flower", size: 3_483_322 };
    const { uploadUrl } = (await client.send("POST", `${task}/attachments/createUploadSession`, { attachmentInfo })).body;
    const bytes = "x".repeat(2_097_152);
    const adapt = (path: string) =>
      path
        .replace(/.*\/attachmentSessions\/[^/]+/, uploadUrl)
        .replace(/\?\$deltatoken=.*/, "")
        .replace(/\/lists\/[^/]+$/, `/lists/${ownList}`)
        .replace(/\/lists\/[^/]+\//, "/lists/Tasks/")
        .replace(/\/tasks\/(?!delta)[^/]+/, `/tasks/${id}`)
        .replace(/(\/checklistitems\/)[^/?]+/i, `$1${checklistItems[0].id}`)
        .replace(/(\/linkedResources\/)[^/?]+/, `$1${linkedResources[0].id}`);
    return { client, task, adapt, bytes };
  }

  it.each(exampleNamesOf("todo"))("%s", async (name) => {
    const example = readExample(name);
    const { method, path, requestBody, requestHeaders } = example;
    const { client, adapt, bytes } = await setUp();
    const response = /\/content$/.test(path)
      ? await client.send(method, adapt(path), bytes, {
          "content-type": requestHeaders["Content-Type"],
          "content-range": requestHeaders["Content-Range"],
        })
      : await client.send(method, adapt(path), requestBody ?? undefined);
    const definition = () => definitions.find(([pattern]) => pattern.test(`${method} ${path.split("?")[0]}`))?.[1];
    expectAnswer(example, response, { validate: check, definition, missing: knownMissing[name] });
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
