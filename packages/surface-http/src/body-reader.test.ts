import { expect, it } from "vitest";
import { createHttpRig, fullToken, testOrigin } from "../test/http-rig.fixture.ts";

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

it("with a token, a body that is too large is read to its end, so that a proxy that sends it gets the answer", async () => {
  await using rig = await createHttpRig();
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (sent++ < 40) controller.enqueue(new Uint8Array(100_000));
      else controller.close();
    },
  });
  const init = { method: "POST", headers: { ...headers, authorization: `Bearer ${fullToken}` }, body, duplex: "half" } as RequestInit;
  const answer = await rig.http.fetch(new Request(`${testOrigin}/api/v1/accounts/home/services/tasks/add-task`, init));
  expect([answer.status, sent]).toEqual([413, 41]);
});

it("without a token, a client may have ten unfinished bodies, each for ten seconds, and keeps out nobody else", async () => {
  await using rig = await createHttpRig();
  const send = (from: string) =>
    rig.http.fetch(
      new Request(`${testOrigin}/session`, { method: "POST", headers, body: new ReadableStream({}), duplex: "half" } as RequestInit),
      { incoming: { socket: { remoteAddress: from } } },
    );
  const unfinished = Array.from({ length: 11 }, () => send("192.168.1.66"));
  const oldest = await unfinished[0]!;
  expect([oldest.status, oldest.headers.get("retry-after")]).toEqual([503, "10"]);
  const others = Array.from({ length: 50 }, (_, index) => send(`192.168.1.${100 + index}`));
  expect((await rig.request("/session", { method: "POST", token: null, body: { token: "wrong" } })).status).toBe(401);
  await rig.testHost.advance("10s");
  expect(new Set((await Promise.all([...unfinished.slice(1), ...others])).map(({ status }) => status))).toEqual(new Set([400, 503]));
});
