import { describe, expect, it } from "vitest";
import {
  allExampleNames,
  contractPresent,
  describeContract,
  exampleFeatures,
  exampleNamesOf,
  missingProperties,
  readExample,
} from "../../test/areas/contract-data.fixture.ts";
import { untestedExamples } from "../../test/areas/untested-examples.fixture.ts";
import { createTestGraph, testUsers } from "../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;

/** Each filter and search of the examples, with one that finds a user of the test. */
const queries: [theirs: string, ours: string][] = [
  ["j.smith@yahoo.com", ada],
  ["My B2C tenant", "contoso.example"],
  ["a@contoso.com", "ada@contoso.example"],
  ["displayName:wa", "displayName:ad"],
];

/** Properties that only Microsoft's example has: neither among the default properties nor selected. */
const knownMissing: Record<string, string[]> = { "user--user-list--8": ["mailNickname"] };

async function send(name: string) {
  const { method, path, requestBody, requestHeaders } = readExample(name);
  const { emulator, client } = createTestGraph();
  const me = await client(ada, "User.Read.All", "Directory.Read.All", "Mail.ReadWrite", "Calendars.Read", "Tasks.ReadWrite");
  if (name === "error--throttling--1") emulator.control.faults.add({ path: "/me/messages", status: 429, retryAfter: "10" });
  const userPath = path.replace(/\/users\/[^/?]+/i, `/users/${emulator.directory.user(ben)!.id}`);
  const adapted = queries.reduce((text, [theirs, ours]) => text.replace(theirs, ours), userPath);
  return me.send(method, adapted, requestBody ?? undefined, requestHeaders);
}

describeContract("users, batches and errors", (validate) => {
  it.each(exampleNamesOf("user", "batch", "error"))("%s", async (name) => {
    const example = readExample(name);
    const { status, body } = await send(name);
    expect([status, body.error?.code]).toEqual([example.status, example.responseBody.error?.code]);
    const definition = { batch: "batchResponse", error: "error" }[name.split("--")[0]!] ?? (body.value ? "page.user" : "user.read");
    expect(validate(definition, body)).toEqual([]);
    if (name.startsWith("user-")) expect(missingProperties(example.responseBody, body)).toEqual(knownMissing[name] ?? []);
    if (body.value) expect(body.value).not.toEqual([]);
  });

  it("errors have the documented shape", async () => {
    const client = await createTestGraph().client(ada, "User.Read", "Mail.ReadWrite", "Tasks.ReadWrite");
    for (const path of ["/me/nothing", "/me/calendars", "/me/messages/nothing", "/me/messages?$top=x", "/me/todo/lists?$select=id"]) {
      const { status, body } = await client.get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(validate("error", body)).toEqual([]);
    }
  });
});

describe.skipIf(!contractPresent)("Microsoft's examples", () => {
  it("are sent by the tests of their feature, at least 197 of them", () => {
    const sent = exampleNamesOf(...exampleFeatures);
    expect([...sent, ...Object.keys(untestedExamples)].sort()).toEqual(allExampleNames().sort());
    console.info(`${sent.length} of Microsoft's examples are tests. The others:`);
    for (const [name, reason] of Object.entries(untestedExamples)) console.info(`  ${name}: ${reason}`);
    expect(sent.length).toBeGreaterThanOrEqual(197);
  });
});
