import { expect, onTestFinished, test } from "vitest";
import { createNotes } from "../../test/notes-plugin.fixture.ts";
import { createTestCluster } from "../../test/test-front.fixture.ts";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";

describeOnRedis("the collections of a front", () => {
  const server = useRedis();

  async function startNotes() {
    const { notes, plugin } = createNotes();
    const t = await createTestCluster(server(), { plugins: [{ plugin }], agenda: { from: -30, to: 30 } });
    onTestFinished(() => t[Symbol.asyncDispose]());
    const [a, b] = [await t.openFront(), await t.openFront()];
    const open = async (front = a) => (await front.account("home").collections())[0]!;
    return { ...t, notes, a, b, open };
  }

  test("are those of the owner, with their contents and what changed", async () => {
    const t = await startNotes();
    const [owned] = await t.owner.account.collections();
    const collection = await t.open();
    const { heads: _1, read: _2, since: _3, write: _4, ...summary } = owned!;
    expect(collection).toMatchObject({ ...summary, component: "VTODO", access: "write", complete: true });
    const heads = await collection.heads();
    expect(heads).toEqual(await owned!.heads());
    expect(heads[0]!.spans).toEqual([[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]]);
    expect(await collection.heads([0, Number.POSITIVE_INFINITY])).toEqual(heads);
    expect(await collection.read(["1", "none"])).toEqual([
      { uid: "uid-1", components: [{ summary: "Walk", due: { at: "2026-03-02" } }] },
      undefined,
    ]);
    expect(await collection.since("")).toEqual(await owned!.since(""));
    expect(await collection.since("a token of another hub")).toBeUndefined();
  });

  test("are written at any front: what one has written, the other's condition sees", async () => {
    const t = await startNotes();
    const told: string[] = [];
    t.b.onCollection(({ id }) => told.push(id));
    const [a, b] = [await t.open(t.a), await t.open(t.b)];
    const { name, etag } = (await a.heads())[0]!;
    const put = (collection: typeof a, title: string) =>
      collection.write({
        name,
        resource: { uid: "uid-1", components: [{ summary: title, due: { at: "2026-03-02" } }] },
        expected: { match: [etag] },
      });
    const outcomes = await Promise.all([put(a, "Run"), put(b, "Swim")]);
    expect(outcomes).toContainEqual({ done: "changed", name });
    expect(outcomes).toContainEqual(expect.objectContaining({ refused: "not-expected" }));
    const [{ summary } = { summary: undefined }] = (await b.read(["1"]))[0]!.components;
    expect([...t.notes.values()]).toEqual([{ title: summary, day: "2026-03-02" }]);
    await expect.poll(() => told).toContain(a.id);
    const before = (await t.open(t.b)).token;
    expect(before).not.toBe(a.token);
    expect(await b.since(a.token)).toMatchObject([{ name, token: before }]);
  });
});
