import { describe, expect, it } from "vitest";
import { type RefusalId, refusals } from "../../refusals.ts";
import { ada, ben, pat, type TestAnswer } from "../test-graph.fixture.ts";
import { echoed, hook, listening, subscribe } from "./listener.fixture.ts";

function expectRefusal(id: RefusalId, answer: TestAnswer, values: Record<string, string | number> = {}): void {
  const { status, code, message } = refusals[id];
  const text = message!.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  expect([answer.status, answer.body.error?.code, answer.body.error?.message]).toEqual([status, code, text]);
}

const minutes = (count: number) => new Date(Date.parse("2026-03-02T08:00:00Z") + count * 60_000).toISOString();
const lifecycle = { lifecycleNotificationUrl: `${hook}/life` };

describe("a subscription", () => {
  it("is made after the handshake, shown, renewed and removed", async () => {
    const listener = listening();
    const client = await listener.graph.client(ada, "Mail.Read");
    const made = await subscribe(client, "me/messages", lifecycle);
    expect(made.status).toBe(201);
    expect(listener.log).toEqual(["/notify validation", "/notify/life validation"]);
    const path = `/subscriptions/${made.body.id}`;
    expect((await client.get(path)).body).toEqual(made.body);
    expect((await client.get("/subscriptions")).body.value).toMatchObject([{ id: made.body.id, resource: "me/messages" }]);

    await listener.graph.clock.advance(40 * 60_000);
    const renewed = await client.send("PATCH", path, { expirationDateTime: "2026-03-03T08:00:00Z" });
    expect([renewed.status, renewed.body.expirationDateTime]).toEqual([200, "2026-03-03T08:00:00.000Z"]);
    const moved = await client.send("PATCH", path, { notificationUrl: `${hook}/new` });
    expect([moved.status, moved.body.notificationUrl, listener.log.at(-1)]).toEqual([200, `${hook}/new`, "/notify/new validation"]);
    expect((await client.send("DELETE", path)).status).toBe(204);
    expectRefusal("subscription-unknown", await client.get(path));
  });

  it("ends by itself, and is nobody else's", async () => {
    const listener = listening();
    const [client, other, his] = [
      await listener.graph.client(ada, "Mail.Read"),
      await listener.graph.client(ada, "Mail.ReadWrite"),
      await listener.graph.client(ben, "Mail.Read"),
    ];
    const { id } = (await subscribe(client, "me/messages")).body;
    for (const stranger of [other, his]) {
      expectRefusal("subscription-unknown", await stranger.send("PATCH", `/subscriptions/${id}`, { expirationDateTime: minutes(60) }));
      expect((await stranger.get("/subscriptions")).body.value).toEqual([]);
    }
    await listener.graph.clock.advance(45 * 60_000);
    expectRefusal("subscription-unknown", await client.send("PATCH", `/subscriptions/${id}`, { expirationDateTime: minutes(120) }));
    listener.graph.emulator.control.mail.addMany(ada, "inbox", 1);
    expect(await listener.take()).toEqual([]);
  });

  it("subscription-validation: whoever does not echo the token gets none", async () => {
    const listener = listening();
    const client = await listener.graph.client(ada, "Mail.Read");
    const refused = "subscription-validation";
    const wrong: ((token: string) => Response | Promise<Response>)[] = [
      () => new Response("nonsense", { headers: { "content-type": "text/plain" } }),
      (token) => new Response(token, { headers: { "content-type": "text/html" } }),
      (token) => new Response(token, { status: 201, headers: { "content-type": "text/plain" } }),
      () => Promise.reject(new TypeError("fetch failed")),
    ];
    for (const echo of wrong) {
      listener.echo = echo;
      expectRefusal(refused, await subscribe(client, "me/messages"));
    }
    expect((await client.get("/subscriptions")).body.value).toEqual([]);
  });

  it("is refused to an endpoint that takes longer than 10 seconds", async () => {
    const listener = listening();
    const client = await listener.graph.client(ada, "Mail.Read");
    const { clock } = listener.graph;
    const slow = (ms: number) => (token: string) => new Promise<Response>((resolve) => clock.after(ms, () => resolve(echoed(token))));
    const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
    for (const [ms, status] of [
      [9_000, 201],
      [11_000, 400],
    ] as const) {
      listener.echo = slow(ms);
      const answer = subscribe(client, "me/messages");
      await clock.advance(12_000, settle);
      expect((await answer).status).toBe(status);
      if (status === 400) expectRefusal("subscription-validation-slow", await answer);
    }
  });

  it("lasts at least 45 minutes and no longer than its resource allows", async () => {
    const listener = listening();
    const client = await listener.graph.client(ada, "Mail.Read", "Calendars.Read", "Tasks.ReadWrite", "Chat.Read");
    const tasks = `me/todo/lists/${(await client.get("/me/todo/lists")).body.value[0].id}/tasks`;
    for (const [resource, longest] of [
      ["me/messages", 10_080],
      ["me/events", 10_080],
      [tasks, 4230],
      ["me/chats/getAllMessages", 4320],
    ] as const) {
      expect((await subscribe(client, resource, { expirationDateTime: minutes(longest), ...lifecycle })).status).toBe(201);
      const beyond = await subscribe(client, resource, { expirationDateTime: minutes(longest + 1), ...lifecycle });
      expectRefusal("subscription-too-long", beyond, { minutes: longest });
    }
    const short = await subscribe(client, "me/messages", { expirationDateTime: minutes(1) });
    expect([short.body.expirationDateTime, refusals["subscription-minimum"].rule]).toEqual([minutes(45), expect.stringContaining("45")]);
    expectRefusal(
      "subscription-lifecycle-required",
      await subscribe(client, "me/chats/getAllMessages", { expirationDateTime: minutes(61) }),
    );
    expect((await subscribe(client, "me/chats/getAllMessages", { expirationDateTime: minutes(60) })).status).toBe(201);
  });

  it.each([
    ["me/messages", ["Calendars.Read"], ["Mail.ReadBasic"]],
    ["users/ada@contoso.example/mailFolders/inbox/messages", ["User.Read"], ["Mail.Read"]],
    ["me/events", ["Calendars.ReadBasic"], ["Calendars.ReadWrite"]],
    ["me/todo/lists/Tasks/tasks", ["Tasks.Read"], ["Tasks.ReadWrite"]],
    ["me/chats/getAllMessages", ["Chat.ReadBasic"], ["Chat.Read"]],
  ])("subscription-scope-missing: %s", async (resource, too, enough) => {
    const { graph } = listening();
    expectRefusal("subscription-scope-missing", await subscribe(await graph.client(ada, ...too), resource));
    expect((await subscribe(await graph.client(ada, ...enough), resource)).status).toBe(201);
  });

  it("is for one's own mailbox, and chats are not for personal accounts", async () => {
    const { graph } = listening();
    graph.emulator.control.shares.add(ben, ada);
    const client = await graph.client(ada, "Mail.Read", "Mail.Read.Shared");
    expectRefusal("subscription-other-mailbox", await subscribe(client, `users/${ben}/messages`));
    const personal = await graph.client(pat, "Mail.Read");
    expect((await subscribe(personal, "me/messages")).status).toBe(201);
    expectRefusal("subscription-scope-missing", await subscribe(personal, "me/chats/getAllMessages"));
  });

  it("says what is wrong with the request", async () => {
    const { graph } = listening();
    const client = await graph.client(ada, "Mail.Read");
    const missing = await subscribe(client, "me/messages", { expirationDateTime: undefined });
    expectRefusal("subscription-property-missing", missing, { name: "expirationDateTime" });
    for (const [name, value] of [
      ["changeType", "created,moved"],
      ["clientState", "x".repeat(129)],
      ["notificationUrl", "http://hook.example/notify"],
      ["lifecycleNotificationUrl", "nowhere"],
      ["expirationDateTime", "soon"],
    ])
      expectRefusal("subscription-property-invalid", await subscribe(client, "me/messages", { [name!]: value }), { name: name! });
    expect((await subscribe(client, "me/messages", { notificationUrl: "http://localhost:1880/notify" })).status).toBe(201);
    for (const resource of ["me/drive/root", "communications/presences", "communications/presences/nobody"])
      expectRefusal("subscription-resource-unknown", await subscribe(client, resource), { resource });
    expect((await subscribe(client, "me/messages?$filter=isRead eq false")).body.error.code).toBe("NotEmulated");
    const { id } = (await subscribe(client, "me/messages")).body;
    expectRefusal("subscription-renew-what", await client.send("PATCH", `/subscriptions/${id}`, { clientState: "other" }));
  });
});
