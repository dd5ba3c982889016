import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { createDiary } from "../../test/agenda/diary.fixture.ts";
import type { Collection } from "./collection.ts";

const agenda = { from: -90, to: 365 };
const id = "diary/entries/d";

async function collection(t: TestHost, wanted = id): Promise<Collection> {
  const found = (await t.account.collections()).find((each) => each.id === wanted);
  if (!found) throw new Error(`There is no collection ${wanted}.`);
  return found;
}
/** ETags by group of what changed after a token. */
async function changes(t: TestHost, token: string): Promise<Record<string, string | null> | undefined> {
  const list = await (await collection(t)).since(token);
  return list && Object.fromEntries(list.map(({ group, etag }) => [group, etag]));
}
const etags = async (t: TestHost) => Object.fromEntries((await (await collection(t)).heads()).map(({ group, etag }) => [group, etag]));

describe("a key of a feed with an agenda", () => {
  it("is one collection, named and colored after its first sensor", async () => {
    const diary = createDiary();
    diary.diaries.get("d")!.set("1.a", { title: "Run", day: "2026-03-03" });
    await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }], agenda });
    const found = await t.account.collections();
    expect(found.map((each) => each.id)).toEqual([id, "diary/plan"]);
    expect(found[0]).toMatchObject({
      title: "Diary d",
      sensors: ["home/diary/diary-d", "home/diary/second-d"],
      color: "#ff0000",
      order: 0,
      component: "VEVENT",
      access: "write",
      complete: true,
    });
    expect(found[0]).not.toHaveProperty("reason");
    const day = (date: string) => [Date.parse(date), Date.parse(date) + 86_400_000];
    expect(await found[0]!.heads()).toEqual([
      {
        group: "1",
        name: expect.stringMatching(/^[\w-]{22}\.ics$/),
        etag: expect.stringMatching(/^[0-9a-f]{16}$/),
        spans: [day("2026-03-02"), day("2026-03-03")],
      },
    ]);
    const components = [
      { summary: "Walk", dtstart: { at: "2026-03-02" } },
      { summary: "Run", dtstart: { at: "2026-03-03" } },
    ];
    expect(await found[0]!.read(["1", "2"])).toEqual([{ uid: "uid-1", components }, undefined]);
  });

  it("gets what surfaces want from its first read on, and again when that changes", async () => {
    const diary = createDiary();
    await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }], agenda });
    expect(diary.needs).toEqual([[agenda]]);
    const release = t.account.wantAgenda({ from: -10, to: 500 });
    await t.host.settled();
    expect(diary.needs.at(-1)).toEqual([{ from: -90, to: 500 }]);
    release();
    await t.host.settled();
    expect(diary.needs).toEqual([[agenda], [{ from: -90, to: 500 }], [agenda]]);
  });

  it("has no history as long as nobody wants one", async () => {
    const diary = createDiary();
    await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }] });
    expect(diary.needs).toEqual([[]]);
    expect(await (await collection(t)).heads()).toEqual([]);
    t.account.wantAgenda(agenda);
    expect(Object.keys(await etags(t))).toEqual(["1"]);
  });

  it.each([
    ["updates are off", { enableUpdate: false }, true, /update/i],
    ["Microsoft 365 refuses it", {}, false, /only read/],
  ])("cannot be written where %s, and says so", async (_, account, editable, reason) => {
    const diary = createDiary();
    diary.editable = editable;
    await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }], account, agenda });
    expect(await collection(t)).toMatchObject({ access: "read", reason: expect.stringMatching(reason) });
  });
});

describe("a token", () => {
  it("stays valid over a restart and reports what changed, what is new and what is gone", async () => {
    const diary = createDiary();
    const entries = diary.diaries.get("d")!;
    entries.set("2", { title: "Swim", day: "2026-03-04" });
    await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }], agenda });
    const { token } = await collection(t);
    expect(await changes(t, token)).toEqual({});
    entries.set("1.a", { title: "Run", day: "2026-03-03" });
    entries.delete("2");
    entries.set("3", { title: "Read", day: "2026-03-05" });
    await t.advance("61s");
    const expected = { ...(await etags(t)), "2": null };
    expect(Object.keys(expected).sort()).toEqual(["1", "2", "3"]);
    expect(await changes(t, token)).toEqual(expected);

    const list = (await (await collection(t)).since(token))!;
    expect(await changes(t, list[0]!.token)).toEqual(Object.fromEntries(list.slice(1).map(({ group, etag }) => [group, etag])));
    const later = (await collection(t)).token;
    await using again = await t.restart();
    expect((await collection(again)).token).toBe(later);
    expect(await changes(again, token)).toEqual(expected);
  });

  it("is refused after the data was deleted, and the ETags are the same as before", async () => {
    const diary = createDiary();
    await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }], agenda });
    const { token } = await collection(t);
    const before = await etags(t);
    const heard: string[] = [];
    t.host.onCollection((event) => void heard.push(event.id));
    await t.account.logout();
    expect(heard).toContain(id);
    expect(await t.account.collections()).toHaveLength(1);
    await t.signIn();
    expect(await changes(t, token)).toBeUndefined();
    expect(await etags(t)).toEqual(before);
  });

  it.each([
    ["another version of the agenda", { version: 2 }, {}],
    ["another time zone of the account", {}, { timeZone: "Asia/Kolkata" }],
  ])("with %s reports only the resources that read otherwise, without a request", async (_, change, account) => {
    const diary = createDiary();
    diary.diaries.get("d")!.set("2", { title: "Swim", day: "2026-03-04" });
    await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }], agenda });
    const { token } = await collection(t);
    Object.assign(diary, change, { suffix: "!" });
    await using again = await t.restart({ account, mode: "once" });
    const changed = await changes(again, token);
    expect(Object.keys(changed!)).toEqual(["1", "2"]);
    const after = (await collection(again)).token;
    diary.suffix = "";
    await using third = await again.restart({ account });
    expect((await collection(third)).token).toBe(after);
  });

  it("does not change for a resource that the plugin fails to read", async () => {
    const diary = createDiary();
    const entries = diary.diaries.get("d")!;
    await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }], agenda });
    const { token } = await collection(t);
    diary.unreadable = "1";
    entries.set("1", { title: "Stroll", day: "2026-03-02" });
    entries.set("2", { title: "Swim", day: "2026-03-04" });
    await t.advance("61s");
    expect(Object.keys((await changes(t, token))!)).toEqual(["2"]);
    entries.set("1", { title: "March", day: "2026-03-02" });
    await t.advance("61s");
    expect(t.log.filter((line) => line.startsWith("error") && line.includes("agenda.read() threw Error"))).toHaveLength(1);
    diary.unreadable = "";
    entries.set("1", { title: "Walk home", day: "2026-03-02" });
    await t.advance("61s");
    expect(Object.keys((await changes(t, token))!).sort()).toEqual(["1", "2"]);
  });
});

describe("a sensor whose feed has no agenda", () => {
  it("is a collection of what its attributes list", async () => {
    const diary = createDiary();
    diary.plan = [
      { id: "a", name: "Pack", until: "2026-03-04", notes: "Boots" },
      { id: 2, name: "Leave", until: "2026-03-05T08:00:00+01:00", done: true },
      { name: "Some day", until: "later" },
      null,
      "odd",
    ];
    await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }], agenda });
    const plan = await collection(t, "diary/plan");
    expect(plan).toMatchObject({
      title: "Plan",
      component: "VTODO",
      access: "read",
      reason: expect.stringContaining("sensor"),
      complete: true,
    });
    const heads = await plan.heads();
    const components = (await plan.read(heads.map(({ group }) => group))).map((resource) => resource!.components[0]);
    expect(components).toEqual([
      { due: { at: "2026-03-04" }, summary: "Pack", description: "Boots", status: "NEEDS-ACTION" },
      { due: { at: "2026-03-05T07:00:00Z" }, summary: "Leave", status: "COMPLETED" },
      { summary: "Some day", status: "NEEDS-ACTION" },
    ]);
    expect(heads.map(({ spans }) => spans.length)).toEqual([1, 1, 0]);
    expect(new Set(heads.map(({ group }) => group)).size).toBe(3);

    await using again = await t.restart();
    const same = await collection(again, "diary/plan");
    expect(same.token).toBe(plan.token);
    expect(await same.since(plan.token)).toEqual([]);
    diary.plan = diary.plan.slice(1);
    await again.advance("61s");
    const changed = await collection(again, "diary/plan");
    expect(changed.token).not.toBe(plan.token);
    expect(await changed.since(plan.token)).toBeUndefined();
    expect(await changed.since("")).toHaveLength(2);
  });
});

it("calls listeners when a collection changes, is renamed, appears or disappears, and not otherwise", async () => {
  const diary = createDiary();
  await using t = await createTestHost({ plugins: [{ plugin: diary.plugin }], agenda });
  const heard: string[] = [];
  const end = t.host.onCollection(({ account, id }) => void heard.push(`${account} ${id}`));
  await t.advance("5m");
  expect(heard).toEqual([]);
  diary.diaries.get("d")!.set("2", { title: "Swim", day: "2026-03-04" });
  await t.advance("61s");
  expect(heard.splice(0)).toEqual([`home ${id}`]);
  diary.diaries.set("e", new Map());
  await t.account.rescan();
  await t.host.settled();
  expect(new Set(heard.splice(0))).toContain("home diary/entries/e");
  diary.diaries.delete("e");
  await t.account.rescan();
  await t.host.settled();
  expect(new Set(heard.splice(0))).toContain("home diary/entries/e");
  expect((await t.account.collections()).map((each) => each.id)).not.toContain("diary/entries/e");
  end();
  diary.diaries.get("d")!.delete("2");
  await t.advance("61s");
  expect(heard).toEqual([]);
});
