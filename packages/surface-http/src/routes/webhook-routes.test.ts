import { CasementError } from "@casement/core";
import { expect, it } from "vitest";
import { createHttpRig, readToken } from "../../test/http-rig.fixture.ts";
import type { WebhookConfiguration, WebhookSetup } from "../setup/webhook-setup.ts";
import type { WebhookEndpoint, WebhookStatus } from "../webhook-endpoint.ts";

const flows: WebhookStatus = {
  ...{ name: "flows", state: "failing", failingSince: "2026-03-01T10:00:00.000Z", reason: "It responded with status 500" },
  ...{ lastDelivery: "2026-03-01T09:00:00.000Z", lastFailure: { at: "2026-03-01T10:05:00.000Z", reason: "It responded with status 500" } },
  ...{ waiting: 3, delivered: 40, failedAttempts: 2, dropped: 1 },
};
const webhooks: WebhookEndpoint = {
  statuses: () => [flows, { ...flows, name: "other", state: "off" }],
  async test(name) {
    if (name !== "flows") throw new CasementError("not-found", `There is no webhook named "${name}".`);
    return { delivered: false, status: 500, reason: "It responded with status 500" };
  },
};

it("lists the webhooks, and tests one", async () => {
  await using rig = await createHttpRig({}, { webhooks });
  expect((await rig.requestJson("/api/v1/webhooks", { token: readToken })).body.webhooks[0]).toEqual(flows);
  expect(await rig.requestJson("/api/v1/webhooks/flows/test", { method: "POST" })).toEqual({
    status: 200,
    body: { delivered: false, status: 500, reason: "It responded with status 500" },
  });
  expect(await rig.requestJson("/api/v1/webhooks/nope/test", { method: "POST" })).toMatchObject({
    status: 404,
    body: { code: "not-found" },
  });
  expect((await rig.request("/api/v1/webhooks/flows/test", { method: "POST", token: readToken })).status).toBe(403);
});

it("counts deliveries in the metrics", async () => {
  await using rig = await createHttpRig({}, { webhooks });
  const text = await (await rig.request("/metrics")).text();
  expect(text).toContain('casement_webhook_delivered_total{webhook="flows"} 40\n');
  expect(text).toContain('casement_webhook_failed_attempts_total{webhook="flows"} 2\n');
  expect(text).toContain('casement_webhook_dropped_total{webhook="other"} 1\n');
  expect(text).toContain('casement_webhook_waiting{webhook="flows"} 3\n');
  expect(text).toContain('casement_webhook_state{webhook="other",state="off"} 1\n');
  expect(text).toContain('casement_webhook_state{webhook="other",state="working"} 0\n');
});

it("has none without webhooks in the configuration", async () => {
  await using rig = await createHttpRig();
  expect((await rig.requestJson("/api/v1/webhooks")).body).toEqual({ webhooks: [] });
  expect((await rig.request("/api/v1/webhooks/flows/test", { method: "POST" })).status).toBe(404);
  expect(await (await rig.request("/metrics")).text()).not.toContain("casement_webhook");
});

it("adds, changes and removes a webhook; the secret is in the answer to the first alone", async () => {
  const kept = new Map<string, WebhookConfiguration>();
  const webhookSetup: WebhookSetup = {
    list: () => [...kept.values()],
    async add(webhook) {
      kept.set(webhook.name, webhook);
      return { secret: "whsec_c2VjcmV0" };
    },
    change: async (name, change) => void kept.set(name, { ...kept.get(name)!, ...change }),
    remove: async (name) => void kept.delete(name),
  };
  await using rig = await createHttpRig({}, { webhooks, webhookSetup });
  const path = "/api/v1/set-up/webhooks";
  const body = { name: "lamp", url: "https://lamp.example/hook", events: ["tasks/*"] };
  expect((await rig.requestJson(path, { method: "POST", body })).body).toEqual({ name: "lamp", secret: "whsec_c2VjcmV0" });
  expect((await rig.request(`${path}/lamp`, { method: "PATCH", body: { sensors: ["home/*"], bodies: true } })).status).toBe(204);
  expect((await rig.requestJson(path)).body).toEqual({
    webhooks: [{ ...body, sensors: ["home/*"], bodies: true, privateNetwork: false }],
  });
  for (const [wrong, key] of [
    [{ ...body, url: undefined }, "url"],
    [{ ...body, events: "tasks/*" }, "events"],
    [{ ...body, bodies: "yes" }, "bodies"],
  ] as const)
    expect((await rig.requestJson(path, { method: "POST", body: wrong })).body).toMatchObject({ errors: [{ pointer: `#/${key}` }] });
  expect((await rig.request(`${path}/lamp`, { method: "DELETE" })).status).toBe(204);
  expect(kept.size).toBe(0);
});
