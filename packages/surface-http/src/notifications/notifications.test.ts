import { expect, it } from "vitest";
import { createHttpRig, createHttpRigFor, type HttpRig, testUser } from "../../test/http-rig.fixture.ts";
import { createReceivingRig, publicUrl, send, subscriptionsOf } from "../../test/notifications/receiving-rig.fixture.ts";

it("receives what Graph reports, at an address that is secret and stays over a restart", async () => {
  await using rig = await createReceivingRig();
  const { notificationUrl } = subscriptionsOf(rig)[0]!;
  expect(notificationUrl).toMatch(/^https:\/\/hub\.example\/casement\/notifications\/[\w-]{43}\?account=home$/);
  const { emulator } = rig.testHost;
  emulator.control.todo.addTask(testUser, "Groceries", { title: "Oat milk" });
  await emulator.control.subscriptions.settled();
  await rig.testHost.advance("1s");
  expect(rig.testHost.sensor("tasks/groceries").state).toBe(1);
  expect(rig.testHost.host.notifications.counts()).toEqual({ received: 1, accepted: 1 });
  expect(rig.logLines.join()).not.toContain(new URL(notificationUrl).pathname.split("/").at(-1));
  await rig.http.close();
  const again = await createHttpRigFor(rig.testHost, { publicUrl, notifications: {} });
  expect((await send(again, notificationUrl, { method: "POST", body: "{}" })).status).toBe(202);
  await again.http.close();
});

it("answers the handshake with the token as text, and nothing without its secret", async () => {
  await using rig = await createReceivingRig();
  const { notificationUrl } = subscriptionsOf(rig)[0]!;
  const handshake = new URL(notificationUrl);
  handshake.searchParams.set("validationToken", "Validation: a+b <script>");
  const response = await send(rig, handshake.href, { method: "POST", body: "" });
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    200,
    "text/plain; charset=utf-8",
    "Validation: a+b <script>",
  ]);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  handshake.pathname = `${handshake.pathname.slice(0, -1)}~`;
  expect((await send(rig, handshake.href, { method: "POST", body: "" })).status).toBe(404);
  handshake.searchParams.set("validationToken", "x".repeat(5_000));
  handshake.pathname = new URL(notificationUrl).pathname;
  expect((await send(rig, handshake.href, { method: "POST", body: "" })).status).toBe(400);
});

it("answers before anything is done, whatever the body is, and refuses one that is too large", async () => {
  await using rig = await createReceivingRig();
  const { id: subscriptionId, clientState, notificationUrl } = subscriptionsOf(rig)[0]!;
  const counts = () => rig.testHost.host.notifications.counts();
  const before = counts();
  const body = JSON.stringify({ value: [{ subscriptionId, clientState }] });
  expect((await send(rig, notificationUrl, { method: "POST", body })).status).toBe(202);
  expect(counts()).toEqual(before);
  for (const odd of ["", "{", "[]", "null", "\u0000"])
    expect((await send(rig, notificationUrl, { method: "POST", body: odd })).status).toBe(202);
  expect((await send(rig, notificationUrl, { method: "POST", body: "x".repeat(1024 * 1024 + 1) })).status).toBe(413);
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect(counts()).toEqual({ received: before.received + 1, accepted: before.accepted + 1 });
});

it("answers Microsoft while somebody who knows the address sends bodies that do not end", async () => {
  await using rig = await createReceivingRig();
  const { notificationUrl } = subscriptionsOf(rig)[0]!;
  const sendFrom = (from: string, body: string | ReadableStream): Promise<Response> =>
    rig.http.fetch(
      new Request(notificationUrl, { method: "POST", headers: { host: "hub.example" }, body, duplex: "half" } as RequestInit),
      { incoming: { socket: { remoteAddress: from } } },
    );
  let canceled = 0;
  const endless = () =>
    new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(1024 * 1024 - 100)),
      cancel: () => void canceled++,
    });
  const slow = Array.from({ length: 40 }, () => sendFrom("203.0.113.5", endless()));
  expect((await slow[0]!).status).toBe(503);
  for (let count = 0; count < 5; count++) expect((await sendFrom("20.20.32.1", "{}")).status).toBe(202);
  await rig.testHost.advance("10s");
  expect(new Set((await Promise.all(slow)).map(({ status }) => status))).toEqual(new Set([503, 400]));
  // What they held is free again.
  expect(canceled).toBe(40);
});

it("says how it receives, and tests its own address", async () => {
  let reached: HttpRig | undefined;
  let answer: ((url: string) => Response) | undefined;
  await using rig = await createReceivingRig({
    notificationFetch: async (url, init) => answer?.(url) ?? send(reached!, url, init),
  });
  reached = rig;
  expect((await rig.requestJson("/api/v1/notifications")).body).toEqual({
    state: "receiving",
    origin: "https://hub.example",
    received: 0,
    accepted: 0,
    renewals: 0,
    delay: null,
    sensors: { live: 1, polled: 0, waiting: 0 },
  });
  const test = async () => (await rig.requestJson("/api/v1/notifications/test", { method: "POST" })).body;
  expect(await test()).toEqual({ arrived: true, milliseconds: 0 });
  expect(rig.testHost.host.notifications.counts()).toEqual({ received: 0, accepted: 0 });
  answer = () => new Response("a page");
  expect(await test()).toEqual({
    arrived: false,
    reason: "What answers at https://hub.example does not lead to this hub: it answered with status 200.",
  });
  answer = () => {
    throw new TypeError("fetch failed");
  };
  expect(await test()).toEqual({ arrived: false, reason: "https://hub.example cannot be reached from the hub." });
  answer = (url) => new Response(new URL(url).searchParams.get("validationToken"), { status: url.includes("validationToken") ? 200 : 503 });
  expect((await test()).reason).toBe("https://hub.example did not take a notification: status 503.");
  answer = (url) =>
    url.includes("validationToken") ? new Response(new URL(url).searchParams.get("validationToken")) : new Response(null, { status: 202 });
  const lost = test();
  await new Promise<void>((resolve) => setImmediate(resolve));
  await rig.testHost.advance("15s");
  expect((await lost).reason).toBe("https://hub.example took a notification, but it did not arrive within 15 seconds.");
  await using silent = await createHttpRig({}, { publicUrl });
  expect((await silent.requestJson("/api/v1/notifications")).body.state).toBe("off");
  expect((await silent.requestJson("/api/v1/notifications/test", { method: "POST" })).body.code).toBe("not-found");
});

it("the metrics and the interface say how changes arrive", async () => {
  await using rig = await createReceivingRig();
  rig.testHost.emulator.control.todo.addTask(testUser, "Groceries", { title: "Oat milk" });
  await rig.testHost.emulator.control.subscriptions.settled();
  await rig.testHost.advance("1s");
  const { body } = await rig.requestJson("/api/v1/sensors");
  expect(body.sensors[0]).toMatchObject({ liveness: "live" });
  const text = await (await rig.request("/metrics")).text();
  expect(text).toContain("casement_notifications_received_total 1\n");
  expect(text).toContain("casement_notifications_ignored_total 0\n");
  expect(text).toContain('casement_sensor_liveness{liveness="live"} 1\n');
  expect(text).toContain("# TYPE casement_notification_delay_seconds histogram\n");
  expect(text).toContain('casement_notification_delay_seconds_bucket{le="2"} 1\n');
  expect(text).toContain("casement_notification_delay_seconds_count 1\n");
});

it("has no address without `notifications`", async () => {
  await using rig = await createHttpRig({}, { publicUrl });
  expect((await send(rig, `${publicUrl}/notifications/secret`, { method: "POST", body: "{}" })).status).toBe(404);
  expect(JSON.stringify((await rig.requestJson("/api/openapi.json")).body)).not.toContain("/notifications/{secret}");
});
