import { expect, it } from "vitest";
import { createHttpRig, testOrigin } from "../test/http-rig.fixture.ts";

const headers = { host: "127.0.0.1:8365" };

it("without a token, a body may have 4 kB; with one, 1 MB", async () => {
  await using rig = await createHttpRig();
  const open = await rig.requestJson("/session", { method: "POST", token: null, body: { token: "x".repeat(5_000) } });
  expect([open.status, open.body.code]).toEqual([413, "too-large"]);
  const title = "x".repeat(900_000);
  const path = "/api/v1/accounts/home/services/tasks/add-task";
  expect((await rig.request(path, { method: "POST", body: { title: title + title, sensor: "groceries" } })).status).toBe(413);
  expect((await rig.request(path, { method: "POST", body: { title, sensor: "groceries" } })).status).not.toBe(413);
});

it("without a token, 50 bodies may be unfinished, each for ten seconds", async () => {
  await using rig = await createHttpRig();
  const send = () =>
    rig.http.fetch(
      new Request(`${testOrigin}/session`, { method: "POST", headers, body: new ReadableStream({}), duplex: "half" } as RequestInit),
    );
  const unfinished = Array.from({ length: 50 }, send);
  const refused = await send();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "10"]);
  await rig.testHost.advance("10s");
  expect(new Set((await Promise.all(unfinished)).map(({ status }) => status))).toEqual(new Set([400]));
  expect((await rig.request("/session", { method: "POST", token: null, body: { token: "wrong" } })).status).toBe(401);
});
