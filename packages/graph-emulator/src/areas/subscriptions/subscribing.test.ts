import { describe, expect, it } from "vitest";
import { createListener, createSubscription, echoToken, listenerUrl } from "../../../test/areas/subscriptions/listener.fixture.ts";
import { type TestResponse, testUsers } from "../../../test/test-graph.fixture.ts";
import { type RefusalId, refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben, pat } = testUsers;

function expectRefusal(id: RefusalId, response: TestResponse, values: Record<string, string | number> = {}): void {
  const { status, code, message } = refusalTable[id];
  const text = message!.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  expect([response.status, response.body.error?.code, response.body.error?.message]).toEqual([status, code, text]);
}

const minutes = (count: number) => new Date(Date.parse("2026-03-02T08:00:00Z") + count * 60_000).toISOString();
const lifecycle = { lifecycleNotificationUrl: `${listenerUrl}/life` };

describe("a subscription", () => {
  it("is created after the handshake, read, renewed, and deleted", async () => {
    const listener = createListener();
    const client = await listener.graph.client(ada, "Mail.Read");
    const made = await createSubscription(client, "me/messages", lifecycle);
    expect(made.status).toBe(201);
    expect(listener.log).toEqual(["/notify validation", "/notify/life validation"]);
    const path = `/subscriptions/${made.body.id}`;
    expect((await client.get(path)).body).toEqual(made.body);
    expect((await client.get("/subscriptions")).body.value).toMatchObject([{ id: made.body.id, resource: "me/messages" }]);

    await listener.graph.clock.advance(40 * 60_000);
    const renewed = await client.send("PATCH", path, { expirationDateTime: "2026-03-03T08:00:00Z" });
    expect([renewed.status, renewed.body.expirationDateTime]).toEqual([200, "2026-03-03T08:00:00.000Z"]);
    const moved = await client.send("PATCH", path, { notificationUrl: `${listenerUrl}/new` });
    expect([moved.status, moved.body.notificationUrl, listener.log.at(-1)]).toEqual([200, `${listenerUrl}/new`, "/notify/new validation"]);
    expect((await client.send("DELETE", path)).status).toBe(204);
    expectRefusal("subscription-unknown", await client.get(path));
  });

  it("expires, and belongs only to its user and app", async () => {
    const listener = createListener();
    const [client, other, bensClient] = [
      await listener.graph.client(ada, "Mail.Read"),
      await listener.graph.client(ada, "Mail.ReadWrite"),
      await listener.graph.client(ben, "Mail.Read"),
    ];
    const { id } = (await createSubscription(client, "me/messages")).body;
    for (const otherClient of [other, bensClient]) {
      expectRefusal("subscription-unknown", await otherClient.send("PATCH", `/subscriptions/${id}`, { expirationDateTime: minutes(60) }));
      expect((await otherClient.get("/subscriptions")).body.value).toEqual([]);
    }
    await listener.graph.clock.advance(45 * 60_000);
    expectRefusal("subscription-unknown", await client.send("PATCH", `/subscriptions/${id}`, { expirationDateTime: minutes(120) }));
    listener.graph.emulator.control.mail.addMany(ada, "inbox", 1);
    expect(await listener.takeReceived()).toEqual([]);
  });

  it("subscription-validation: is refused if the endpoint does not echo the token", async () => {
    const listener = createListener();
    const client = await listener.graph.client(ada, "Mail.Read");
    const refused = "subscription-validation";
    const wrongEchoes: ((token: string) => Response | Promise<Response>)[] = [
      () => new Response("nonsense", { headers: { "content-type": "text/plain" } }),
      (token) => new Response(token, { headers: { "content-type": "text/html" } }),
      (token) => new Response(token, { status: 201, headers: { "content-type": "text/plain" } }),
      () => Promise.reject(new TypeError("fetch failed")),
    ];
    for (const echo of wrongEchoes) {
      listener.echo = echo;
      expectRefusal(refused, await createSubscription(client, "me/messages"));
    }
    expect((await client.get("/subscriptions")).body.value).toEqual([]);
  });

  it("is refused if the endpoint takes longer than 10 seconds", async () => {
    const listener = createListener();
    const client = await listener.graph.client(ada, "Mail.Read");
    const { clock } = listener.graph;
    const slow = (ms: number) => (token: string) => new Promise<Response>((resolve) => clock.after(ms, () => resolve(echoToken(token))));
    const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
    for (const [ms, status] of [
      [9_000, 201],
      [11_000, 400],
    ] as const) {
      listener.echo = slow(ms);
      const response = createSubscription(client, "me/messages");
      await clock.advance(12_000, settle);
      expect((await response).status).toBe(status);
      if (status === 400) expectRefusal("subscription-validation-slow", await response);
    }
  });

  it("lasts at least 45 minutes and at most the maximum of its resource", async () => {
    const listener = createListener();
    const client = await listener.graph.client(ada, "Mail.Read", "Calendars.Read", "Tasks.ReadWrite", "Chat.Read");
    const tasks = `me/todo/lists/${(await client.get("/me/todo/lists")).body.value[0].id}/tasks`;
    for (const [resource, longest] of [
      ["me/messages", 10_080],
      ["me/events", 10_080],
      [tasks, 4230],
      ["me/chats/getAllMessages", 4320],
    ] as const) {
      expect((await createSubscription(client, resource, { expirationDateTime: minutes(longest), ...lifecycle })).status).toBe(201);
      const beyond = await createSubscription(client, resource, { expirationDateTime: minutes(longest + 1), ...lifecycle });
      expectRefusal("subscription-too-long", beyond, { minutes: longest });
    }
    const short = await createSubscription(client, "me/messages", { expirationDateTime: minutes(1) });
    expect([short.body.expirationDateTime, refusalTable["subscription-minimum"].rule]).toEqual([
      minutes(45),
      expect.stringContaining("45"),
    ]);
    expectRefusal(
      "subscription-lifecycle-required",
      await createSubscription(client, "me/chats/getAllMessages", { expirationDateTime: minutes(61) }),
    );
    expect((await createSubscription(client, "me/chats/getAllMessages", { expirationDateTime: minutes(60) })).status).toBe(201);
  });

  it.each([
    ["me/messages", ["Calendars.Read"], ["Mail.ReadBasic"]],
    ["users/ada@contoso.example/mailFolders/inbox/messages", ["User.Read"], ["Mail.Read"]],
    ["me/events", ["Calendars.ReadBasic"], ["Calendars.ReadWrite"]],
    ["me/todo/lists/Tasks/tasks", ["Tasks.Read"], ["Tasks.ReadWrite"]],
    ["me/chats/getAllMessages", ["Chat.ReadBasic"], ["Chat.Read"]],
  ])("subscription-scope-missing: %s", async (resource, insufficient, sufficient) => {
    const { graph } = createListener();
    expectRefusal("subscription-scope-missing", await createSubscription(await graph.client(ada, ...insufficient), resource));
    expect((await createSubscription(await graph.client(ada, ...sufficient), resource)).status).toBe(201);
  });

  it("is allowed for one's own mailbox only, and for chats not with personal accounts", async () => {
    const { graph } = createListener();
    graph.emulator.control.shares.add(ben, ada);
    const client = await graph.client(ada, "Mail.Read", "Mail.Read.Shared");
    expectRefusal("subscription-other-mailbox", await createSubscription(client, `users/${ben}/messages`));
    const personal = await graph.client(pat, "Mail.Read");
    expect((await createSubscription(personal, "me/messages")).status).toBe(201);
    expectRefusal("subscription-scope-missing", await createSubscription(personal, "me/chats/getAllMessages"));
  });

  it("names the invalid property of the request", async () => {
    const { graph } = createListener();
    const client = await graph.client(ada, "Mail.Read");
    const missing = await createSubscription(client, "me/messages", { expirationDateTime: undefined });
    expectRefusal("subscription-property-missing", missing, { name: "expirationDateTime" });
    for (const [name, value] of [
      ["changeType", "created,moved"],
      ["clientState", "x".repeat(129)],
      ["notificationUrl", "http://hook.example/notify"],
      ["lifecycleNotificationUrl", "nowhere"],
      ["expirationDateTime", "soon"],
    ])
      expectRefusal("subscription-property-invalid", await createSubscription(client, "me/messages", { [name!]: value }), { name: name! });
    expect((await createSubscription(client, "me/messages", { notificationUrl: "http://localhost:1880/notify" })).status).toBe(201);
    for (const resource of ["me/drive/root", "communications/presences", "communications/presences/nobody"])
      expectRefusal("subscription-resource-unknown", await createSubscription(client, resource), { resource });
    expect((await createSubscription(client, "me/messages?$filter=isRead eq false")).body.error.code).toBe("NotEmulated");
    const { id } = (await createSubscription(client, "me/messages")).body;
    expectRefusal("subscription-renewal-empty", await client.send("PATCH", `/subscriptions/${id}`, { clientState: "other" }));
  });
});
