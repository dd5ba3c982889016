import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { tasksPlugin } from "../../test/tasks-plugin.fixture.ts";
import { createHttpSurface } from "../create-http-surface.ts";

const supervisor = "172.30.32.2";
const ingressPath = "/api/hassio_ingress/Zk3";
const lena = { "x-remote-user-id": "5f1c", "x-remote-user-name": "lena", "x-remote-user-display-name": "Lena Vos" };

async function createRig() {
  const testHost = await createTestHost({ plugins: [{ plugin: tasksPlugin }] });
  const http = await createHttpSurface(testHost.host, {
    host: "0.0.0.0",
    token: "the-full-token-of-the-test",
    trustedProxies: ["10.0.0.7"],
    ingress: { proxy: supervisor, readOnlyUsers: ["Kitchen Tablet", "5F1D"] },
  });
  const send = (path: string, { from = supervisor, method = "GET", headers = {} as Record<string, string> } = {}) =>
    http.fetch(
      new Request(`http://ignored.example${path}`, {
        method,
        headers: { host: "a0d7b954-casement:8365", "x-forwarded-host": "ha.local:8123", "x-forwarded-proto": "http", ...headers },
      }),
      { incoming: { socket: { remoteAddress: from } } },
    );
  return { testHost, http, send, [Symbol.asyncDispose]: () => testHost[Symbol.asyncDispose]() };
}

it("lets in whom Home Assistant has signed in, and changes only from its own page", async () => {
  await using rig = await createRig();
  const headers = { "x-ingress-path": ingressPath, ...lena };
  expect(await (await rig.send("/session", { headers })).json()).toEqual({ access: "full" });
  const change = (more: Record<string, string>) =>
    rig.send("/api/v1/accounts/home/sign-in", { method: "DELETE", headers: { ...headers, ...more } });
  expect((await change({ "sec-fetch-site": "same-origin" })).status).toBe(204);
  expect((await change({ origin: "http://ha.local:8123" })).status).toBe(204);
  expect((await change({ "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await change({})).status).toBe(403);
});

it.each([
  ["by name", { "x-remote-user-id": "77", "x-remote-user-name": "kitchen tablet" }],
  ["by display name", { "x-remote-user-id": "77", "x-remote-user-name": "tablet", "x-remote-user-display-name": "Kitchen Tablet" }],
  ["by id", { "x-remote-user-id": "5f1d" }],
])("lets a user only read, named %s", async (_, user) => {
  await using rig = await createRig();
  const headers = { "x-ingress-path": ingressPath, "sec-fetch-site": "same-origin", ...user };
  expect(await (await rig.send("/session", { headers })).json()).toEqual({ access: "read" });
  expect((await rig.send("/api/v1/accounts/home/sign-in", { method: "DELETE", headers })).status).toBe(403);
});

it.each([
  ["from another address", { from: "172.30.33.4" }, lena],
  ["from a trusted proxy that is not the supervisor", { from: "10.0.0.7" }, lena],
  ["without a user, as an old supervisor sends it", {}, {}],
])("believes nobody %s", async (_, place, user) => {
  await using rig = await createRig();
  const response = await rig.send("/session", { ...place, headers: { "x-ingress-path": ingressPath, ...user } });
  // Another address may not even name a host that the hub does not know.
  expect([401, 421, 403]).toContain(response.status);
});

it("believes no user without the ingress path: the supervisor asks for its own sake, too", async () => {
  await using rig = await createRig();
  expect((await rig.send("/session", { headers: lena })).status).toBe(401);
});

it("can be framed by Home Assistant, and by nobody else", async () => {
  await using rig = await createRig();
  const framed = await rig.send("/api/health", { headers: { "x-ingress-path": ingressPath, ...lena } });
  expect(framed.headers.get("x-frame-options")).toBe("SAMEORIGIN");
  expect(framed.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  const direct = await rig.send("/api/health", { from: "127.0.0.1" });
  expect(direct.headers.get("x-frame-options")).toBe("DENY");
  expect(direct.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});

it("tells a watchdog of its health by the address of the machine, and nothing else", async () => {
  await using rig = await createRig();
  const headers = { host: "172.30.33.4:8365" };
  const health = await rig.send("/api/health", { from: "172.30.33.9", headers });
  expect(await health.json()).toMatchObject({ status: "ok" });
  expect((await rig.send("/api/v1/sensors", { from: "172.30.33.9", headers })).status).toBe(421);
});
