import { describe, expect, it } from "vitest";
import { createListener, createSubscription, listenerUrl } from "../../../test/areas/subscriptions/listener.fixture.ts";
import { testUsers } from "../../../test/test-graph.fixture.ts";
import { refusalTable } from "../../refusals/refusal-table.ts";

const { ada } = testUsers;
const lifecycleNotificationUrl = `${listenerUrl}/life`;
const day = { expirationDateTime: "2026-03-03T08:00:00Z", lifecycleNotificationUrl };
const lifecycleEventsOf = (arrived: { url: string; lifecycleEvent?: string; changeType?: string }[]) =>
  arrived.map(({ url, lifecycleEvent, changeType }) => [new URL(url).pathname, lifecycleEvent ?? changeType]);
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("the lifecycle of a subscription", () => {
  it("notification-paused", async () => {
    expect(refusalTable["notification-paused"].rule).toContain("pause");
    const listener = createListener();
    const { control } = listener.graph.emulator;
    const client = await listener.graph.client(ada, "Mail.Read");
    const { id } = (await createSubscription(client, "me/messages", day)).body;
    const renewals: [string, string, object | undefined][] = [
      ["POST", `/subscriptions/${id}/reauthorize`, undefined],
      ["PATCH", `/subscriptions/${id}`, { expirationDateTime: "2026-03-03T09:00:00Z" }],
    ];
    for (const [method, path, body] of renewals) {
      control.subscriptions.requireReauthorization(id);
      control.mail.addMany(ada, "inbox", 1);
      expect(lifecycleEventsOf(await listener.takeReceived())).toEqual([["/notify/life", "reauthorizationRequired"]]);
      expect((await client.send(method, path, body)).status).toBe(body ? 200 : 204);
      expect(await listener.takeReceived()).toEqual([]);
      control.mail.addMany(ada, "inbox", 1);
      expect(lifecycleEventsOf(await listener.takeReceived())).toEqual([["/notify", "created"]]);
    }
  });

  it("a subscription can be removed, lose notifications, or expire silently", async () => {
    const listener = createListener();
    const { mail, subscriptions } = listener.graph.emulator.control;
    const client = await listener.graph.client(ada, "Mail.Read");
    const { id } = (await createSubscription(client, "me/messages", day)).body;
    subscriptions.miss(id);
    mail.addMany(ada, "inbox", 3);
    expect(lifecycleEventsOf(await listener.takeReceived())).toEqual([["/notify/life", "missed"]]);
    mail.addMany(ada, "inbox", 1);
    expect(lifecycleEventsOf(await listener.takeReceived())).toEqual([["/notify", "created"]]);
    subscriptions.remove(id);
    expect(lifecycleEventsOf(await listener.takeReceived())).toEqual([["/notify/life", "subscriptionRemoved"]]);
    expect((await client.get(`/subscriptions/${id}`)).status).toBe(404);

    await createSubscription(client, "me/messages", day);
    subscriptions.expire();
    mail.addMany(ada, "inbox", 1);
    expect(await listener.takeReceived()).toEqual([]);
    expect(() => subscriptions.miss(id)).toThrow("no subscription");
  });

  it("notification-lifecycle", async () => {
    expect(refusalTable["notification-lifecycle"].rule).toContain("missed");
    const listener = createListener();
    const { todo, subscriptions } = listener.graph.emulator.control;
    const client = await listener.graph.client(ada, "Tasks.ReadWrite", "Mail.Read");
    const tasks = (await createSubscription(client, "me/todo/lists/Tasks/tasks", day)).body.id;
    const silent = (await createSubscription(client, "me/messages")).body.id;
    subscriptions.miss(tasks);
    todo.addTask(ada, "Tasks", { title: "Read" });
    subscriptions.remove(silent);
    expect(await listener.takeReceived()).toEqual([]);
    subscriptions.requireReauthorization(tasks);
    expect(lifecycleEventsOf(await listener.takeReceived())).toEqual([["/notify/life", "reauthorizationRequired"]]);
    subscriptions.remove(tasks);
    expect(await listener.takeReceived()).toEqual([]);
  });

  it("notification-retried", async () => {
    expect(refusalTable["notification-retried"].rule).toContain("4 hours");
    const listener = createListener();
    const { mail } = listener.graph.emulator.control;
    await createSubscription(await listener.graph.client(ada, "Mail.Read"), "me/messages", day);
    listener.status = 503;
    mail.addMany(ada, "inbox", 1);
    expect(await listener.takeReceived()).toEqual([]);
    await listener.graph.clock.advance(9_000, settle);
    listener.status = 202;
    await listener.graph.clock.advance(1_000, settle);
    expect(lifecycleEventsOf(await listener.takeReceived())).toEqual([["/notify", "created"]]);

    listener.status = 503;
    mail.addMany(ada, "inbox", 1);
    await listener.takeReceived();
    await listener.graph.clock.advance(4 * 3600_000 - 10_000, settle);
    listener.status = 202;
    await listener.graph.clock.advance(3600_000, settle);
    expect(lifecycleEventsOf(await listener.takeReceived())).toEqual([["/notify", "created"]]);
    listener.status = 503;
    mail.addMany(ada, "inbox", 1);
    await listener.takeReceived();
    await listener.graph.clock.advance(4 * 3600_000, settle);
    expect(listener.log.filter((line) => line === "/notify 503")).toHaveLength(1 + 8 + 9);
    expect(listener.log.at(-1)).toBe("/notify/life 503");
  });
});
