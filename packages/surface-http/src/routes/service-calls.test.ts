import { definePlugin, service } from "@casement/core";
import { expect, it } from "vitest";
import * as z from "zod";
import { createHttpRig } from "../../test/http-rig.fixture.ts";

const scope = "Tasks.ReadWrite" as const;

/** A plugin whose calls end when the test says so. */
function slowPlugin() {
  const waiting: (() => void)[] = [];
  const plugin = definePlugin({
    id: "slow",
    title: "Slow",
    scopes: { [scope]: { tier: "update", why: "Wait" } },
    services: {
      wait: service({
        title: "Wait",
        scope,
        effect: "read",
        input: z.object({ note: z.string().optional() }),
        output: z.object({}),
        run: () => new Promise<Record<string, never>>((resolve) => waiting.push(() => resolve({}))),
      }),
    },
  });
  return { plugin, waiting };
}

it("refuses a call beyond 200 waiting ones of the account, and says when to try again", async () => {
  const { plugin, waiting } = slowPlugin();
  await using rig = await createHttpRig({ plugins: [{ plugin }], mode: "once" });
  const call = (body: object = {}) => rig.request("/api/v1/accounts/home/services/slow/wait", { method: "POST", body });
  const calls = Array.from({ length: 200 }, () => call());
  await expect.poll(() => waiting.length).toBe(200);
  const refused = await call();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await refused.json()).toMatchObject({ code: "too-many-calls", details: { retryAfter: 5 } });
  expect((await call({ notes: 1 })).status).toBe(503);
  for (const end of waiting) end();
  expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array(200).fill(200));
  const next = call();
  await expect.poll(() => waiting.length).toBe(201);
  waiting[200]?.();
  expect((await next).status).toBe(200);
});

it("points to a field that the service does not have, also one that begins with $", async () => {
  const { plugin, waiting } = slowPlugin();
  await using rig = await createHttpRig({ plugins: [{ plugin }], mode: "once" });
  const path = "/api/v1/accounts/home/services/slow";
  const { status, body } = await rig.requestJson(`${path}/wait`, { method: "POST", body: { notes: "x" } });
  expect([status, body.code]).toEqual([400, "input-invalid"]);
  expect(body.errors).toEqual([{ pointer: "#/notes", detail: 'is not a field. Did you mean "note"?' }]);
  const rescan = await rig.requestJson("/api/v1/accounts/home/services/account/rescan", { method: "POST", body: { sensor: "x" } });
  expect([rescan.status, rescan.body.errors]).toEqual([400, [{ pointer: "#/sensor", detail: "is not a field. There are none" }]]);
  const dollar = await rig.requestJson(`${path}/wait`, { method: "POST", body: { $schema: "x" } });
  expect([dollar.status, dollar.body.errors]).toMatchObject([400, [{ pointer: "#/%24schema" }]]);
  expect(waiting).toHaveLength(0);
  for (const name of ["constructor", "__proto__", "toString"])
    expect((await rig.requestJson(`${path}/${name}`, { method: "POST", body: {} })).body).toMatchObject({
      status: 404,
      code: "service-unknown",
    });
});

it("says whether other people would learn of a call, without calling", async () => {
  let calls = 0;
  const plugin = definePlugin({
    id: "post",
    title: "Post",
    scopes: { "Mail.Send": { tier: "update", why: "Send" } },
    services: {
      send: service({
        title: "Send",
        scope: "Mail.Send",
        effect: "add",
        reachesOthers: ({ input }) => input.to !== undefined,
        input: z.object({ to: z.string().optional() }),
        output: z.object({}),
        async run() {
          calls += 1;
          return {};
        },
      }),
    },
  });
  await using rig = await createHttpRig({ plugins: [{ plugin }], mode: "once" });
  const ask = (body: object, name = "send") =>
    rig.requestJson(`/api/v1/accounts/home/services/post/${name}/reaches-others`, { method: "POST", body });
  expect((await ask({})).body).toEqual({ reachesOthers: false });
  expect((await ask({ to: "ada@contoso.example" })).body).toEqual({ reachesOthers: true });
  expect((await ask({ To: 1 })).body).toMatchObject({ status: 400, code: "input-invalid" });
  expect((await ask({}, "sends")).body).toMatchObject({ status: 404, code: "service-unknown" });
  expect(calls).toBe(0);
});
