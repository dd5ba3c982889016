import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { createHttpRig } from "../../test/http-rig.fixture.ts";

it("long answers are compressed for clients that accept it; short ones and the stream are not", async () => {
  await using rig = await createHttpRig();
  const get = (path: string, encodings: string) => rig.request(path, { headers: { "accept-encoding": encodings } });
  const long = await get("/api/v1/services", "gzip, deflate, br");
  expect([long.headers.get("content-encoding"), long.headers.get("vary")]).toEqual(["gzip", "Accept-Encoding"]);
  const bytes = Buffer.from(await long.arrayBuffer());
  const plain = await (await get("/api/v1/services", "identity")).text();
  expect(gunzipSync(bytes).toString()).toBe(plain);
  expect(bytes.length).toBeLessThan(plain.length / 2);
  const short = await get("/session", "gzip");
  expect([short.headers.get("content-encoding"), short.headers.get("content-length")]).toEqual([null, "17"]);
  const stream = await get("/api/v1/stream", "gzip");
  expect(stream.headers.get("content-encoding")).toBeNull();
  await stream.body?.cancel();
});
