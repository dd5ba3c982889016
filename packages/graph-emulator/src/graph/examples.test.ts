import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestGraph, type TestClient, testUsers } from "./test-graph.fixture.ts";

const { ada, ben } = testUsers;
const contractFolder = join(import.meta.dirname, "../../../../../shared/graph");
const present = existsSync(join(contractFolder, "schemas.json"));
if (!present) console.warn("Skipped: Microsoft's contract data is not available beside the repository (../shared/graph).");

/** Name of the example, definition for its response, and properties of the example that the emulator does not have. */
const examples: [name: string, definition: string | undefined, missing?: string[]][] = [
  ["user--user-get--2", "user.read"],
  ["user--user-get--3", "user.read"],
  ["user--user-list--1", "page.user"],
  ["batch--json-batching--1", "batchResponse"],
  ["presence--presence-get--1", "presence.read"],
  ["presence--presence-get--2", "presence.read"],
  ["presence--cloudcommunications-getpresencesbyuserid--1", "page.presence"],
  ["mail--mailfolder-get--1", "mailFolder.read"],
  ["mail--user-list-mailfolders--1", "page.mailFolder", ["isSupported", "filterQuery"]],
  ["mail--mailfolder-list-messages--1", "page.message"],
  ["mail--user-list-messages--1", "page.message"],
  ["mail--message-get--1", "message.read"],
  ["mail--message-move--1", "message.read"],
  ["mail--message-delete--1", undefined],
  ["mail--delta-query-messages--2", "delta.message"],
  ["mail--delta-query-messages--3", "delta.message"],
  ["mail--user-post-mailfolders--1", "mailFolder.read"],
  ["mail--user-sendmail--1", undefined],
  ["todo--todo-list-lists--1", "page.todoTaskList"],
  ["todo--todo-post-lists--1", "todoTaskList.read"],
  ["todo--todotasklist-get--1", "todoTaskList.read"],
  ["todo--todotasklist-delete--1", undefined],
  ["todo--todotask-get--1", "todoTask.read"],
  ["todo--todotask-delta--1", "delta.todoTask"],
  ["todo--todotask-delete--1", undefined],
];

const scopes = ["User.ReadBasic.All", "User.Read", "Mail.ReadWrite", "Mail.Send", "Presence.Read.All", "Tasks.ReadWrite"];

interface World {
  client: TestClient;
  /** Returns the example's path and body with ids of this emulator. */
  adapt(example: any): { path: string; body: any };
}

async function setUp(): Promise<World> {
  const graph = createTestGraph();
  const { mail, todo } = graph.emulator.control;
  const client = await graph.client(ada, ...scopes);
  const message = mail.addMessage(ada, "inbox", { subject: "One", body: { contentType: "html", content: "<p>One</p>" } });
  const list = todo.addList(ada, "Travel");
  const due = { dateTime: "2026-03-05T00:00:00.0000000", timeZone: "UTC" };
  const task = todo.addTask(ada, "Travel", { title: "Pack", dueDateTime: due, categories: ["Blue"] });
  const inbox = mail.folders(ada).find(({ displayName }) => displayName === "Inbox")!.id;
  const benId = graph.emulator.directory.user(ben)!.id;
  return {
    client,
    adapt({ path, requestBody }) {
      const adaptedPath = path
        .replace(/[?&]\$(skip|delta)token=[^&]*/g, "")
        .replace(/\/mailFolders\/[^/?]+/i, `/mailFolders/${inbox}`)
        .replace(/\/messages\/(?!delta)[^/?]+/i, `/messages/${message}`)
        .replace(/\/lists\/(?!delta)[^/?]+/i, `/lists/${list}`)
        .replace(/\/tasks\/(?!delta)[^/?]+/i, `/tasks/${task}`)
        .replace(/\/users\/[^/?]+/i, `/users/${benId}`);
      const body = requestBody?.ids ? { ids: [benId] } : requestBody;
      return { path: adaptedPath, body: body ?? undefined };
    },
  };
}

describe.skipIf(!present)("responses, compared with Microsoft's examples and schemas", () => {
  let validate: (definition: string, body: unknown) => unknown;
  beforeAll(() => {
    const schemas = JSON.parse(readFileSync(join(contractFolder, "schemas.json"), "utf8"));
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default.default(ajv);
    ajv.addSchema(schemas);
    validate = (definition, body) => {
      const check = ajv.getSchema(`${schemas.$id}#/$defs/${definition}`);
      if (!check) throw new Error(`There is no definition ${definition}.`);
      return check(body) ? [] : check.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
    };
  });

  it.each(examples)("%s", async (name, definition, missing = []) => {
    const example = JSON.parse(readFileSync(join(contractFolder, "examples", `${name}.json`), "utf8"));
    const { client, adapt } = await setUp();
    const { path, body } = adapt(example);
    const response = await client.send(example.method, path, body, example.requestHeaders);
    expect(response.status).toBe(example.status);
    if (!definition) return;
    expect(validate(definition, response.body)).toEqual([]);
    expect(missingProperties(example.responseBody, response.body)).toEqual(missing);
  });

  it("errors have the documented shape", async () => {
    const { client } = await setUp();
    for (const path of ["/me/nothing", "/me/calendars", "/me/messages/nothing", "/me/messages?$top=x", "/me/todo/lists?$select=id"]) {
      const { status, body } = await client.get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(validate("error", body)).toEqual([]);
    }
  });
});

/**
 * Names the properties of the example's object (or of the objects in its page) that are missing in the actual object or have another type.
 */
function missingProperties(theirs: any, ours: any): string[] {
  if (Array.isArray(theirs?.value))
    return [...new Set(theirs.value.flatMap((item: object) => missingProperties(item, ours.value[0])))] as string[];
  if (Array.isArray(theirs?.responses)) return missingProperties(theirs.responses[0], ours.responses[0]);
  return Object.entries(theirs ?? {})
    .filter(([key]) => !key.startsWith("@"))
    .filter(([key, value]) => !(key in ours) || (value !== null && ours[key] !== null && kind(value) !== kind(ours[key])))
    .map(([key]) => key);
}
const kind = (value: unknown) => (Array.isArray(value) ? "array" : typeof value);
