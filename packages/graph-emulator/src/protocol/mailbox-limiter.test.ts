import { describe, expect, it } from "vitest";
import { createTestGraph, graphRoot, type TestResponse, testUsers } from "../../test/test-graph.fixture.ts";
import { refusalTable } from "../refusals/refusal-table.ts";
import { outlookMailboxOf } from "./mailbox-limiter.ts";

const { ada, ben } = testUsers;
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const refused = refusalTable["mailbox-concurrency"];
const isRefused = ({ status, body, headers }: TestResponse) =>
  status === 429 && body.error.code === refused.code && body.error.message === refused.message && headers.get("retry-after") === "1";

const batchOf = (urls: readonly string[]) => ({ requests: urls.map((url, id) => ({ id: String(id), method: "GET", url })) });
const statuses = (response: TestResponse): number[] => response.body.responses.map(({ status }: { status: number }) => status).sort();

describe("the limit of four concurrent requests in a mailbox", () => {
  it("refuses the fifth request, and accepts the next one after one has ended", async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "Mail.Read", "Calendars.Read", "MailboxSettings.Read");
    graph.emulator.control.faults.add({ delay: 1000 });
    const paths = ["/me/messages", "/me/events", `/users/${ada}/mailFolders`, "/me/mailboxSettings", "/me/calendars"];
    const answers = Promise.all(paths.map((path) => client.get(path)));
    await graph.clock.advance(1000, settle);
    const [fifth, ...others] = (await answers).reverse();
    expect(isRefused(fifth!)).toBe(true);
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    graph.emulator.control.faults.clear();
    expect((await client.get("/me/calendars")).status).toBe(200);
  });

  it("counts by app and mailbox, and counts only Outlook requests", async () => {
    const graph = createTestGraph();
    graph.emulator.control.shares.add(ben, ada);
    const [one, other] = [await graph.client(ada, "Mail.Read", "Mail.Read.Shared", "User.Read"), await graph.client(ada, "Mail.Read")];
    graph.emulator.control.faults.add({ delay: 1000 });
    const fourTimes = (get: () => Promise<TestResponse>) => Array.from({ length: 4 }, get);
    const answers = Promise.all([
      ...fourTimes(() => one.get("/me/messages")),
      ...fourTimes(() => other.get("/me/messages")),
      ...fourTimes(() => one.get(`/users/${ben}/messages`)),
      ...Array.from({ length: 9 }, () => one.get("/me")),
    ]);
    await graph.clock.advance(1000, settle);
    expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("batch-outlook-four", async () => {
    // A batch of 20 succeeds, four parts at a time. Two such batches at once exceed the limit.
    const graph = createTestGraph();
    const client = await graph.client(ada, "Mail.Read", "User.Read");
    graph.emulator.control.faults.add({ only: "parts", delay: 1000 });
    const twenty = batchOf(Array(20).fill("/me/messages?$top=1"));
    let answered = false;
    const alone = client.send("POST", "/$batch", twenty).finally(() => {
      answered = true;
    });
    await graph.clock.advance(4999, settle);
    expect(answered).toBe(false);
    await graph.clock.advance(1, settle);
    expect(statuses(await alone)).toEqual(Array(20).fill(200));

    const people = client.send("POST", "/$batch", batchOf(Array(20).fill("/me")));
    await graph.clock.advance(1000, settle);
    expect(statuses(await people)).toEqual(Array(20).fill(200));

    const batches = Promise.all([client.send("POST", "/$batch", twenty), client.send("POST", "/$batch", twenty)]);
    await graph.clock.advance(20_000, settle);
    expect((await batches).map(({ status }) => status)).toEqual([200, 200]);
    expect((await batches).flatMap(statuses)).toContain(429);
  });

  it.each([
    ["/v1.0/me/messages", "me"],
    ["/me/mailFolders/inbox/messages/delta", "me"],
    ["/v1.0/users/ada@contoso.example/calendarView", "ada@contoso.example"],
    ["/users('42')/events", "42"],
    ["/v1.0/groups/7/calendar/events", "7"],
    ["/me/todo/lists", "me"],
    ["/v1.0/me", undefined],
    ["/me/presence", undefined],
    ["/chats/19:x/messages", undefined],
    ["/groups/7/members", undefined],
    ["/users", undefined],
  ])("%s belongs to the mailbox of %s", (path, mailbox) => expect(outlookMailboxOf(path)).toBe(mailbox));
});

it("a request that is dropped or aborted no longer counts", async () => {
  const graph = createTestGraph();
  const client = await graph.client(ada, "Mail.Read");
  const { faults, tokens } = graph.emulator.control;
  const headers = { authorization: `Bearer ${await tokens.issue(ada, ["Mail.Read"])}` };
  faults.add({ drop: true, count: 4 });
  for (let time = 0; time < 4; time++) await expect(client.get("/me/messages")).rejects.toThrow(TypeError);
  expect((await client.get("/me/messages")).status).toBe(200);

  faults.add({ delay: 1000, count: 4 });
  const stop = new AbortController();
  const abandoned = Array.from({ length: 4 }, () => graph.emulator.fetch(`${graphRoot}/me/messages`, { headers, signal: stop.signal }));
  await settle();
  expect(isRefused(await client.get("/me/messages"))).toBe(true);
  stop.abort(new Error("enough"));
  expect((await Promise.allSettled(abandoned)).map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
  expect((await client.get("/me/messages")).status).toBe(200);
});
