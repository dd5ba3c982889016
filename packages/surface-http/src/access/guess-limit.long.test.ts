import { expect, it } from "vitest";
import { createHttpRig, type HttpRig, type TestRequestOptions } from "../../test/http-rig.fixture.ts";

const guessAt = (rig: HttpRig, number: number, options: TestRequestOptions = {}) =>
  number % 2 === 0
    ? rig.request("/api/v1/sensors", { token: `secret-guess-number-${number}`, ...options })
    : rig.request("/session", { method: "POST", token: null, body: { token: `secret-guess-number-${number}` }, ...options });

it("keeps no address for longer than a minute, and only a bounded number of them", async () => {
  await using rig = await createHttpRig({}, { publicUrl: "https://hub.example" });
  const guessFrom = (number: number) => guessAt(rig, 0, { from: `10.0.${number >> 8}.${number & 255}`, headers: { host: "hub.example" } });
  for (let number = 0; number < 1_000; number++) await guessFrom(number);
  const statuses: number[] = [];
  for (let number = 1_000; number < 1_007; number++) statuses.push((await guessFrom(number)).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  await rig.testHost.advance("60s");
  expect((await guessFrom(1_006)).status).toBe(401);
});
