import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeptState } from "@casement/host";
import { afterEach, beforeEach, expect, it } from "vitest";
import { adoptPlainState } from "./adopt-plain-state.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-plain-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function createState(value?: unknown): KeptState {
  return {
    read: async () => value,
    write: async (next) => {
      value = next;
    },
  };
}

it.each<[string, string | undefined, unknown, unknown]>([
  ["is moved", '{"id":"old"}', undefined, { id: "old" }],
  ["does not replace a newer state", '{"id":"old"}', { id: "new" }, { id: "new" }],
  ["is deleted if it is damaged", '{"id":', undefined, undefined],
  ["may be missing", undefined, { id: "new" }, { id: "new" }],
])("the plain file %s", async (_, text, before, after) => {
  const file = join(folder, "mqtt.json");
  if (text !== undefined) await writeFile(file, text);
  const state = createState(before);
  await adoptPlainState(file, state);
  expect(await state.read()).toEqual(after);
  expect(await readdir(folder)).toEqual([]);
});

it("the plain file stays if the state cannot be written", async () => {
  const file = join(folder, "mqtt.json");
  await writeFile(file, "{}");
  const state: KeptState = { read: async () => undefined, write: () => Promise.reject(new Error("ENOSPC")) };
  await expect(adoptPlainState(file, state)).rejects.toThrow("ENOSPC");
  expect(await readdir(folder)).toEqual(["mqtt.json"]);
});
