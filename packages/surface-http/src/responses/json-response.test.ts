import { expect, it } from "vitest";
import { createHttpRig, testUser } from "../../test/http-rig.fixture.ts";
import { readStream } from "../../test/stream/read-stream.fixture.ts";
import { toJsonText } from "./json-response.ts";

it("halves of surrogate pairs become U+FFFD; everything else stays", () => {
  expect(toJsonText({ "\ud83d": ["a\udc00 🎉", 1, null] })).toBe('{"\ufffd":["a\ufffd 🎉",1,null]}');
  expect(toJsonText({ path: "\\ud800", at: new Date(0), gone: undefined })).toBe('{"path":"\\\\ud800","at":"1970-01-01T00:00:00.000Z"}');
});

it("no response contains one, whatever Graph returned", async () => {
  await using rig = await createHttpRig();
  const { todo } = rig.testHost.emulator.control;
  const list = todo.lists(testUser).find(({ displayName }) => displayName === "Groceries")!;
  todo.addTask(testUser, list.id, { title: "Milk \ud83d" });
  await rig.testHost.advance("60s");
  const stream = readStream(await rig.request("/api/v1/stream"));
  await stream.take(1);
  const sensors = await (await rig.request("/api/v1/sensors")).text();
  for (const text of [sensors, stream.text]) {
    expect(text).toContain("Milk");
    expect(text).not.toMatch(/\\ud[89a-f]/i);
  }
  await stream.cancel();
});
