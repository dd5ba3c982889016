import type { SealedState } from "@casement/host";
import { expect, test } from "vitest";
import { createShortIds } from "./short-ids.ts";

const idOf = (end: string): string => `AAMkA${"x".repeat(95)}${end.padStart(20, "0")}A=`;
const ids = ["one", "two", "three"].map(idOf);

/** A host whose disk can be full. */
function createDisk() {
  const disk = { isFull: false, writes: 0, kept: undefined as unknown };
  const state: SealedState = {
    comesFromBackup: false,
    read: async () => structuredClone(disk.kept),
    async write(value) {
      if (disk.isFull) throw new Error("ENOSPC");
      disk.writes++;
      disk.kept = structuredClone(value);
    },
    async update(change) {
      const before = await state.read();
      const next = change(before);
      if (next !== before) await state.write(next);
      return next;
    },
  };
  return { disk, host: { sealedState: () => state } };
}

test("a result has short ids; each leads back to its whole id, also after a restart", async () => {
  const { disk, host } = createDisk();
  const list = { messages: ids.map((id) => ({ id, conversationId: id, subject: id })) };
  const short = await createShortIds(host).shorten("home", list);
  expect(short.messages.map(({ subject }) => subject)).toEqual(ids);
  for (const [index, { id, conversationId }] of short.messages.entries()) {
    expect(id).toMatch(/^~[0-9a-z]{3}:[\w-]{16,22}=$/);
    expect(conversationId).toBe(id);
    expect(await createShortIds(host).expand("home", { id })).toEqual({ id: ids[index] });
  }
  expect(disk.writes).toBe(1);
  const where = { ids: short.messages.map(({ id }) => id), where: { folder: short.messages[0]!.id } };
  expect(await createShortIds(host).expand("home", where)).toEqual({ ids, where: { folder: ids[0] } });
});

test("a whole id, and whatever does not look like a short one, is passed on as it is", async () => {
  const shortIds = createShortIds(createDisk().host);
  const input = { id: ids[0], folder: "~Old: offers", subject: "~abc:later", sensor: "inbox", to: ["~zzz:1"] };
  expect(await shortIds.expand("home", input)).toEqual(input);
});

test("an id with an unknown tag, or of another account, is refused and never becomes another id", async () => {
  const shortIds = createShortIds(createDisk().host);
  const [short] = (await shortIds.shorten("home", { ids })).ids;
  await expect(shortIds.expand("home", { id: "~zzz:0000one" })).rejects.toMatchObject({
    code: "input-invalid",
    message: "id: no result has an id that begins with ~zzz:. Copy the id from a result, or list the items again.",
  });
  await expect(shortIds.expand("work", { id: short })).rejects.toMatchObject({
    code: "input-invalid",
    message: expect.stringContaining("is not of the account work"),
  });
  await expect(shortIds.expand("work", { lamp: short }, "lamp")).rejects.toMatchObject({ code: "input-invalid" });
  await expect(shortIds.expand("home", { ids: [ids[1], "~zzz:1"] })).rejects.toMatchObject({ code: "input-invalid" });
});

test("an id keeps its short form when more is learned", async () => {
  const shortIds = createShortIds(createDisk().host);
  const before = await shortIds.shorten("home", { ids: ids.slice(0, 2) });
  await shortIds.shorten("home", { ids: [...ids, `AAMkA${"x".repeat(45)}${"y".repeat(70)}`, `AAMkA${"x".repeat(45)}${"z".repeat(70)}`] });
  expect(await shortIds.shorten("home", { ids: ids.slice(0, 2) })).toEqual(before);
});

test("results of the same time give one tag; those of two accounts give two", async () => {
  const { disk, host } = createDisk();
  const shortIds = createShortIds(host);
  const [one, two, other] = await Promise.all([
    shortIds.shorten("home", { ids }),
    shortIds.shorten("home", { ids }),
    shortIds.shorten("work", { ids }),
  ]);
  expect(one).toEqual(two);
  expect(other).not.toEqual(one);
  expect(disk.writes).toBe(2);
  expect(await shortIds.expand("work", other)).toEqual({ ids });
});

test("without room on the disk, ids stay whole: a tag that a restart forgets is never given out", async () => {
  const { disk, host } = createDisk();
  const shortIds = createShortIds(host);
  disk.isFull = true;
  expect(await shortIds.shorten("home", { ids })).toEqual({ ids });
  disk.isFull = false;
  expect((await shortIds.shorten("home", { ids })).ids[0]).toMatch(/^~/);
});

test("what a text says is never replaced, and a lone id stays whole", async () => {
  const shortIds = createShortIds(createDisk().host);
  expect(await shortIds.shorten("home", { id: ids[0] })).toEqual({ id: ids[0] });
  expect(await shortIds.shorten("home", { subject: ids[0], body: ids[1], id: "short", count: 3, none: null })).toEqual({
    subject: ids[0],
    body: ids[1],
    id: "short",
    count: 3,
    none: null,
  });
});
