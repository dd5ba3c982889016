import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { todoPlugin } from "@casement/plugin-todo";
import { connectToRelay, createRelay, createRelayKeys } from "@casement/relay";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";

const ada = "ada@contoso.example";

it("a host behind a relay: handshake, notification, relay killed and back, forged ids", async () => {
  const clock = createFakeClock();
  const emulator = createEmulator({ clock, post: (url, init) => fetch(url, init) });
  const { control } = emulator;
  await using t = await createTestHost({ plugins: [{ plugin: todoPlugin }], emulator, clock });
  control.todo.addList(ada, "Groceries");
  await t.account.rescan();
  let relay = await createRelay({ port: 0, clock });
  const { port } = relay;
  const connection = connectToRelay({
    relay: relay.address,
    keys: createRelayKeys(),
    receiver: t.host.notifications,
    clock,
    random: () => 1,
  });
  const groceries = () => t.host.index({ ids: ["home/todo/groceries"] })[0];
  const liveness = async (wanted: string): Promise<void> => {
    // The relay and the emulator answer in real time.
    await expect.poll(() => t.host.settled().then(() => groceries()?.liveness)).toBe(wanted);
  };
  const subscriptions = () => control.subscriptions.list() as { id: string; clientState: string; notificationUrl: string }[];
  try {
    await expect.poll(() => connection.isConnected).toBe(true);
    await liveness("live");
    await t.advance("20s");
    expect(subscriptions()[0]?.notificationUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/notifications\/[\w-]{43}\?account=home$/);
    control.todo.addTask(ada, "Groceries", { title: "Oat milk" });
    await expect.poll(() => t.host.notifications.counts().accepted).toBe(1);
    await t.advance("1s");
    expect(groceries()).toMatchObject({ state: 1, stale: false });

    control.counters.reset();
    const { id: subscriptionId, notificationUrl } = subscriptions()[0]!;
    const value = [
      { subscriptionId, clientState: "guess" },
      { subscriptionId: "another", clientState: "guess" },
    ];
    await fetch(notificationUrl, { method: "POST", body: JSON.stringify({ value }) });
    await expect.poll(() => t.host.notifications.counts().received).toBe(3);
    await t.advance("5s");
    expect(control.counters.report().calls).toEqual({});

    const before = subscriptions().map(({ id }) => id);
    await relay.close();
    await expect.poll(() => connection.isConnected).toBe(false);
    await t.advance("6s");
    await liveness("waiting");
    expect(t.account.status().warnings).toEqual([
      {
        code: "receiver-failed",
        message: expect.stringMatching(/^The relay http:.* brings no notifications: .*Meanwhile, everything is polled\.$/),
        details: {
          detail: expect.stringMatching(/^The relay http:.* brings no notifications: /),
          cause: {
            code: "relay-failed",
            details: { relay: expect.stringMatching(/^http:/), hub: expect.any(String), reason: expect.any(String) },
          },
        },
      },
    ]);
    control.todo.addTask(ada, "Groceries", { title: "Rye bread" });
    await t.advance("60s");
    expect(groceries()).toMatchObject({ state: 2, stale: false });

    relay = await createRelay({ port, clock });
    control.todo.addTask(ada, "Groceries", { title: "Butter" });
    await t.advance("60s");
    await expect.poll(() => connection.isConnected).toBe(true);
    await liveness("live");
    await t.advance("2s");
    expect(groceries()).toMatchObject({ state: 3, liveness: "live" });
    expect(t.account.status().warnings).toEqual([]);
    expect(subscriptions().map(({ id }) => id)).toEqual(before);
  } finally {
    connection.close();
    await relay.close();
  }
});
