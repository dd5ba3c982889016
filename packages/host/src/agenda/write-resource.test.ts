import { type CalendarResource, CasementError } from "@casement/core";
import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { createDiary } from "../../test/agenda/diary.fixture.ts";
import type { Collection, ResourceWrite } from "./collection.ts";

const agenda = { from: -90, to: 365 };

async function open(t: TestHost): Promise<Collection> {
  return (await t.account.collections()).find(({ id }) => id === "diary/entries/d")!;
}
const write = async (t: TestHost, wanted: ResourceWrite) => (await open(t)).write(wanted);
const entry = (summary: string, more: object = {}): CalendarResource => ({
  uid: "client-uid",
  components: [{ summary, dtstart: { at: "2026-03-05" }, ...more }],
});
/** Summaries by name, as a listing has them. */
async function listed(t: TestHost): Promise<Record<string, string | undefined>> {
  const collection = await open(t);
  const heads = await collection.heads();
  const resources = await collection.read(heads.map(({ group }) => group));
  return Object.fromEntries(heads.map(({ name }, at) => [name, resources[at]?.components[0].summary]));
}
async function named(t: TestHost, name: string): Promise<CalendarResource | undefined> {
  const collection = await open(t);
  const head = (await collection.heads()).find((each) => each.name === name);
  return head && (await collection.read([head.group]))[0];
}
/** What a client knows that follows the token. Null for what is gone. */
async function followed(t: TestHost, token: string): Promise<Record<string, string | null>> {
  const changes = (await (await open(t)).since(token))!;
  return Object.fromEntries(changes.map(({ name, etag }) => [name, etag]));
}
const started = async (diary = createDiary()) => ({ diary, t: await createTestHost({ plugins: [{ plugin: diary.plugin }], agenda }) });

describe("a new resource", () => {
  it("has the name and UID that the client gave it, also after a restart", async () => {
    const { diary, t } = await started();
    await using first = t;
    expect(await write(first, { name: "mine.ics", resource: entry("Run") })).toEqual({ done: "created", name: "mine.ics" });
    expect(diary.calls).toEqual([{ service: "write", input: { requestId: expect.any(String), title: "Run", day: "2026-03-05" } }]);
    expect(await named(first, "mine.ics")).toMatchObject({ uid: "client-uid", components: [{ summary: "Run" }] });
    await using again = await first.restart();
    expect(await named(again, "mine.ics")).toMatchObject({ uid: "client-uid" });
  });

  it("is there at once although Microsoft 365 shows it late, and no sync says that it is gone", async () => {
    const { diary, t } = await started();
    await using _ = t;
    diary.shown = new Map(diary.diaries.get("d"));
    const { token } = await open(t);
    await write(t, { name: "mine.ics", resource: entry("Run", { description: "Client's own" }) });
    expect(await named(t, "mine.ics")).toEqual(entry("Run", { description: "Client's own" }));
    const [from, until] = (await (await open(t)).heads()).find(({ name }) => name === "mine.ics")!.spans[0]!;
    expect(from <= Date.parse("2026-03-05") && until > Date.parse("2026-03-05")).toBe(true);
    const early = (await open(t)).token;
    await using again = await t.restart();
    expect(await named(again, "mine.ics")).toMatchObject({ uid: "client-uid" });
    expect(Object.keys(await followed(again, token))).toEqual(["mine.ics"]);
    diary.shown = undefined;
    await again.advance("61s");
    expect(await named(again, "mine.ics")).toEqual(entry("Run"));
    expect(await followed(again, early)).toEqual({ "mine.ics": expect.any(String) });
  });

  it("that never appears is gone after five minutes", async () => {
    const { diary, t } = await started();
    await using _ = t;
    diary.shown = new Map(diary.diaries.get("d"));
    await write(t, { name: "mine.ics", resource: entry("Run") });
    const { token } = await open(t);
    await t.advance("301s");
    expect(await followed(t, token)).toEqual({ "mine.ics": null });
    expect(await named(t, "mine.ics")).toBeUndefined();
  });

  it("is created once if the answer got lost, and the former name is gone for who has seen it", async () => {
    const { diary, t } = await started();
    await using _ = t;
    diary.failure = new CasementError("outcome-unknown", "lost");
    await expect(write(t, { name: "mine.ics", resource: entry("Run") })).rejects.toMatchObject({ code: "outcome-unknown" });
    diary.diaries.get("d")!.set("other", { title: "Other", day: "2026-03-05" });
    await t.account.refresh();
    const before = await listed(t);
    const { token } = await open(t);
    diary.failure = undefined;
    await using again = await t.restart();
    await write(again, { name: "mine.ics", resource: entry("Run") });
    expect(diary.calls).toHaveLength(1);
    const after = await listed(again);
    expect(Object.values(after).sort()).toEqual(["Other", "Run", "Walk"]);
    expect(await named(again, "mine.ics")).toMatchObject({ uid: "client-uid" });
    const formerName = Object.keys(before).find((name) => before[name] === "Run")!;
    expect(await followed(again, token)).toEqual({ [formerName]: null, "mine.ics": expect.any(String) });
  });

  it("has the same request id if the write is repeated, for services that create nothing twice", async () => {
    const { diary, t } = await started();
    await using _ = t;
    diary.shown = new Map(diary.diaries.get("d"));
    diary.failure = new CasementError("outcome-unknown", "lost");
    const wanted = { name: "mine.ics", resource: entry("Run") };
    await expect(write(t, wanted)).rejects.toThrow();
    await using again = await t.restart();
    await expect(write(again, wanted)).rejects.toThrow();
    const [first, second] = diary.planned;
    expect([first!.requestId.length, second!.requestId]).toEqual([36, first!.requestId]);
    await expect(write(again, { ...wanted, name: "other.ics" })).rejects.toThrow();
    expect(diary.planned.at(-1)!.requestId).not.toBe(first!.requestId);
  });

  it("cannot have a UID that is used", async () => {
    const { t } = await started();
    await using _ = t;
    await write(t, { name: "mine.ics", resource: entry("Run") });
    expect(await write(t, { name: "other.ics", resource: entry("Swim") })).toMatchObject({ refused: "uid-used", name: "mine.ics" });
    expect(await write(t, { name: "mine.ics", resource: { ...entry("Run"), uid: "another" } })).toMatchObject({ refused: "uid-used" });
  });
});

describe("a change", () => {
  it("is a call of the plugin's services", async () => {
    const { diary, t } = await started();
    await using _ = t;
    const [name] = Object.keys(await listed(t));
    const resource = { ...entry("Walk far"), uid: "uid-1" };
    expect(await write(t, { name: name!, resource })).toEqual({ done: "changed", name });
    expect(diary.calls).toEqual([{ service: "write", input: { id: "1", title: "Walk far", day: "2026-03-05" } }]);
    expect(await listed(t)).toEqual({ [name!]: "Walk far" });
    expect(await write(t, { name: name!, resource })).toEqual({ done: "changed", name });
    expect(diary.calls).toHaveLength(1);
  });

  it("that is refused says why, and changes nothing", async () => {
    const { diary, t } = await started();
    await using _ = t;
    const [name] = Object.keys(await listed(t));
    const refused = { refused: "unsupported", reason: "No." };
    expect(await write(t, { name: name!, resource: { ...entry("no"), uid: "uid-1" } })).toEqual(refused);
    expect(await write(t, { name: "new.ics", resource: entry("no") })).toEqual(refused);
    expect(diary.calls).toEqual([]);
  });

  it("keeps what Microsoft 365 cannot store", async () => {
    const { t } = await started();
    await using first = t;
    const [name] = Object.keys(await listed(first));
    const resource = { ...entry("Walk", { dtstart: { at: "2026-03-02" }, location: "Park" }), uid: "uid-1" };
    const { token } = await open(first);
    await write(first, { name: name!, resource });
    expect(await named(first, name!)).toEqual(resource);
    expect(await followed(first, token)).toEqual({ [name!]: expect.any(String) });
    await using again = await first.restart();
    expect(await named(again, name!)).toEqual(resource);
  });

  it("needs what the client expects", async () => {
    const { diary, t } = await started();
    await using _ = t;
    const [name] = Object.keys(await listed(t));
    for (const [at, expected] of [
      [name!, { noneMatch: "any" }],
      [name!, { match: ["another"] }],
      ["new.ics", { match: "any" }],
    ] as const)
      expect(await write(t, { name: at, resource: entry("x"), expected })).toMatchObject({
        refused: "not-expected",
      });
    expect(await write(t, { name: "new.ics", resource: undefined })).toMatchObject({ refused: "not-found" });
    expect(diary.calls).toEqual([]);
  });

  it("does not undo what was changed a moment ago, and is merged if it is another property", async () => {
    const { diary, t } = await started();
    await using _ = t;
    const entries = diary.diaries.get("d")!;
    const [name] = Object.keys(await listed(t));
    entries.set("1", { title: "Climb", day: "2026-03-02" });
    const walked = (title: string, day = "2026-03-02") => ({ ...entry(title, { dtstart: { at: day } }), uid: "uid-1" });
    expect(await write(t, { name: name!, resource: walked("Walk far") })).toMatchObject({ refused: "changed-meanwhile" });
    expect(entries.get("1")).toEqual({ title: "Climb", day: "2026-03-02" });
    entries.set("1", { title: "Climb", day: "2026-03-09" });
    expect(await write(t, { name: name!, resource: walked("Climb high") })).toMatchObject({ done: "changed" });
    entries.delete("1");
    expect(await write(t, { name: name!, resource: walked("Sit") })).toMatchObject({ refused: "changed-meanwhile" });
    expect(diary.calls).toHaveLength(1);
  });

  it("of two clients at once: the second sees what the first left", async () => {
    const { diary, t } = await started();
    await using _ = t;
    const collection = await open(t);
    const { name, etag } = (await collection.heads())[0]!;
    const put = (title: string) => collection.write({ name, resource: { ...entry(title), uid: "uid-1" }, expected: { match: [etag] } });
    const outcomes = await Promise.all([put("One"), put("Two")]);
    expect(outcomes).toMatchObject([{ done: "changed" }, { refused: "not-expected" }]);
    expect(diary.diaries.get("d")!.get("1")).toMatchObject({ title: "One" });
  });
});

describe("a removal", () => {
  it("is seen at once, also if Microsoft 365 shows it late", async () => {
    const { diary, t } = await started();
    await using _ = t;
    const [name] = Object.keys(await listed(t));
    const { token } = await open(t);
    diary.shown = new Map(diary.diaries.get("d"));
    expect(await write(t, { name: name!, resource: undefined })).toEqual({ done: "removed", name });
    expect(await listed(t)).toEqual({});
    expect(await followed(t, token)).toEqual({ [name!]: null });
    diary.shown = undefined;
    await t.advance("61s");
    expect(await followed(t, token)).toEqual({ [name!]: null });
  });

  it("succeeds if it is gone already", async () => {
    const { diary, t } = await started();
    await using _ = t;
    const [name] = Object.keys(await listed(t));
    diary.failure = new CasementError("graph-not-found", "gone");
    diary.shown = new Map();
    expect(await write(t, { name: name!, resource: undefined })).toMatchObject({ done: "removed" });
  });

  it("makes the name free, and one address is reported once", async () => {
    const { t } = await started();
    await using _ = t;
    await write(t, { name: "mine.ics", resource: entry("Run") });
    const { token } = await open(t);
    await write(t, { name: "mine.ics", resource: undefined });
    await write(t, { name: "mine.ics", resource: { ...entry("Swim"), uid: "second" } });
    const changes = (await (await open(t)).since(token))!;
    expect(changes.map(({ name, etag }) => [name, etag !== null])).toEqual([["mine.ics", true]]);
  });
});

it("a plan that calls a service which the agenda does not list is the plugin's fault", async () => {
  const { diary, t } = await started();
  await using _ = t;
  diary.planWrite = () => ({ calls: [{ service: "purge", input: {} }] });
  await expect(write(t, { name: "x.ics", resource: entry("x") })).rejects.toMatchObject({ code: "plugin-failed" });
  diary.planWrite = () => {
    throw new TypeError("x");
  };
  await expect(write(t, { name: "x.ics", resource: entry("x") })).rejects.toMatchObject({ code: "plugin-failed" });
});
