import { expect, it } from "vitest";
import { createHttpRig, fullToken, type HttpRig, type TestRequestOptions } from "../../test/http-rig.fixture.ts";

const guessAt = (rig: HttpRig, number: number, options: TestRequestOptions = {}) =>
  number % 2 === 0
    ? rig.request("/api/v1/sensors", { token: `secret-guess-number-${number}`, ...options })
    : rig.request("/session", { method: "POST", token: null, body: { token: `secret-guess-number-${number}` }, ...options });

it("refuses guesses after five in a minute from one address, and logs them once a minute, without what was sent", async () => {
  await using rig = await createHttpRig();
  const warnings = () => rig.logLines.filter((line) => line.startsWith("warn HTTP"));
  for (let number = 0; number < 5; number++) expect((await guessAt(rig, number)).status).toBe(401);
  expect(warnings()).toEqual(["warn HTTP: a request had a wrong token, password or link. {}"]);
  await rig.testHost.advance("18s");
  for (const number of [5, 6]) {
    const refused = await guessAt(rig, number);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "42"]);
    expect(await refused.json()).toMatchObject({ code: "too-many-attempts", details: { retryAfter: 42 } });
  }
  expect((await guessAt(rig, 8, { from: "192.0.2.9" })).status).toBe(401);
  await rig.testHost.advance("42s");
  expect(warnings()).toHaveLength(2);
  expect(warnings()[1]).toContain("7 more requests had a wrong token, password or link");
  expect((await guessAt(rig, 10)).status).toBe(401);
  await rig.request("/api/v1/sensors", { token: null });
  await rig.testHost.advance("60s");
  expect(warnings()).toHaveLength(3);
  expect(rig.logLines.join()).not.toContain("secret-guess");
});

it("does not compare a token from an address with many guesses, but lets in what cannot be guessed, and this machine", async () => {
  await using rig = await createHttpRig({}, { publicUrl: "https://hub.example" });
  const from = "192.0.2.9";
  const headers = { host: "hub.example", origin: "https://hub.example" };
  const link = rig.http.sessionLink().split("#session=")[1]!;
  for (let number = 0; number < 10; number += 2) await guessAt(rig, number, { from, headers: { host: "hub.example" } });
  expect((await rig.request("/api/v1/sensors", { from, headers })).status).toBe(429);
  expect((await rig.request("/session", { method: "POST", token: null, from, headers, body: { token: fullToken } })).status).toBe(429);
  expect((await rig.request("/session", { method: "POST", token: null, from, headers, body: { token: link } })).status).toBe(200);
  expect((await rig.request("/api/v1/sensors", { from: "192.0.2.8", headers })).status).toBe(200);

  for (let number = 0; number < 12; number += 2) await guessAt(rig, number);
  expect((await rig.request("/api/v1/sensors")).status).toBe(200);
  await rig.testHost.advance("60s");
  expect((await rig.request("/api/v1/sensors", { from, headers })).status).toBe(200);
});
