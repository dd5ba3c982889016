import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createTestLedger } from "../../test/feeds/test-ledger.fixture.ts";
import { snapshotParts } from "./account-data.ts";
import type { Ledger } from "./ledger.ts";
import {
  applyTouched,
  changesSince,
  createRevisions,
  type ResourceRevisions,
  restoreRevisions,
  snapshotRevisions,
  syncToken,
  type TouchedResources,
} from "./revisions.ts";

const f = "p/f/k";
const page = { t: "page", f, cursor: "", version: 1, needs: "", since: 0, mark: 0 } as const;
const commit = (ledger: Ledger, etags: TouchedResources["etags"], epoch?: string) =>
  ledger.commit({ ...page, touched: { ...(epoch !== undefined && { epoch, basis: "1" }), etags } });
const changed = (revisions: ResourceRevisions, token: string) => {
  const changes = changesSince(revisions, token);
  return changes && Object.fromEntries(changes.map(({ group, etag }) => [group, etag]));
};

it("keeps tokens valid over a restart and a compaction, and reports only what changed", async () => {
  await using log = await createTestLedger(createFakeClock());
  const revisionsOf = (ledger: Ledger) => ledger.data.keys.get(f)!.revisions!;
  await commit(log.ledger, { a: "1", b: "1", c: "1" }, "x7");
  const first = syncToken(revisionsOf(log.ledger));
  expect(changed(revisionsOf(log.ledger), "")).toEqual({ a: "1", b: "1", c: "1" });
  expect(changed(revisionsOf(log.ledger), first)).toEqual({});
  await commit(log.ledger, {});
  expect(syncToken(revisionsOf(log.ledger))).toBe(first);
  await commit(log.ledger, { a: "2", b: null });
  await commit(log.ledger, { d: "1" });
  const third = syncToken(revisionsOf(log.ledger));

  const again = revisionsOf(await log.reopen());
  expect(syncToken(again)).toBe(third);
  expect(changed(again, first)).toEqual({ a: "2", b: null, d: "1" });

  const records = JSON.parse(JSON.stringify([...snapshotParts(log.ledger.data)].flatMap(({ records: part }) => [...part])));
  await log.ledger.clear();
  for (const record of records) await log.ledger.commit(record);
  await commit(log.ledger, { d: "2" });
  const compacted = revisionsOf(await log.reopen());
  expect(compacted.basis).toBe("1");
  expect(changed(compacted, first)).toEqual({ a: "2", b: null, d: "2" });
  expect(changed(compacted, third)).toEqual({ d: "2" });
  expect(changed(compacted, "")).toEqual({ a: "2", c: "1", d: "2" });
  await commit(log.ledger, { b: "3" });
  expect(changed(revisionsOf(log.ledger), third)).toEqual({ d: "2", b: "3" });
});

it.each([
  "urn:casement:old:1",
  "urn:casement:new:99",
  "urn:casement:new:-1",
  "urn:casement:new:x",
  "urn:casement:new:99999999999999999999",
  "urn:casement:new:0x",
  "see urn:casement:new:0",
  "http://radicale.org/ns/sync/1",
])("refuses the token %s of another history or of another server", (token) => {
  const revisions = createRevisions();
  applyTouched(revisions, { epoch: "new", etags: { a: "1" } });
  expect(changesSince(revisions, token)).toBeUndefined();
  expect(changesSince(revisions, "urn:casement:new:0")).toHaveLength(1);
});

it("reports the oldest change first, and what changed again at its last change", () => {
  const revisions = createRevisions();
  applyTouched(revisions, { epoch: "e", etags: { a: "1", b: "1", c: "1" } });
  applyTouched(revisions, { etags: { a: "2" } });
  expect(changesSince(revisions, syncToken(revisions, 0))?.map(({ group, at }) => [group, at])).toEqual([
    ["b", 2],
    ["c", 3],
    ["a", 4],
  ]);
});

it("forgets the oldest removals, and then refuses older tokens", () => {
  const revisions = createRevisions();
  applyTouched(revisions, { epoch: "e", etags: { stays: "1" } });
  const before = syncToken(revisions);
  for (let number = 0; number < 1_500; number++) applyTouched(revisions, { etags: { [`gone${number}`]: null } });
  expect(changesSince(revisions, before)).toHaveLength(1_500);
  const kept = restoreRevisions(JSON.parse(JSON.stringify(snapshotRevisions(revisions))));
  expect(kept.resources.size).toBe(1_001);
  expect(changesSince(kept, before)).toBeUndefined();
  expect(changesSince(kept, syncToken(kept, kept.floor))).toHaveLength(1_000);
});
