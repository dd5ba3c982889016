import type { ForMany, Logger } from "@casement/core";
import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { createAlarms } from "../async/alarms.ts";
import { createTaskTracker } from "../async/task-tracker.ts";
import { createLocalGroupReads } from "../composition/local-group-reads.ts";
import { createMemberGroup, type GroupMember } from "./reading-group.ts";

const forMany: ForMany<string, unknown> = {
  own: "/me/presence",
  path: "/communications/getPresencesByUserId",
  size: 650,
  scope: "Presence.Read.All",
  when: () => true,
  body: (ids) => ({ ids }),
  idOf: (entry) => (entry as { id?: string }).id,
};
const interval = 15_000;
const reader = "reader@contoso.example";

/** A group of so many accounts, whose reader asks an emulator. Its directory knows the first and the last three of them. */
async function createGroup(users: number) {
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const emulator = createEmulator({ clock });
  emulator.directory.addTenant({ domain: "contoso.example" });
  emulator.directory.addUser({ userPrincipalName: reader });
  const ids = Array.from({ length: users }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`);
  const known = new Set([...ids.slice(0, 3), ...ids.slice(-3)]);
  for (const id of known) emulator.directory.addUser({ id, userPrincipalName: `${id}@contoso.example` });
  const token = await emulator.control.tokens.issue(reader, ["Presence.Read.All"]);
  const lines: string[] = [];
  const log: Logger = { debug() {}, info: (line) => void lines.push(line), warn: (line) => void lines.push(line), error() {} };
  const tasks = createTaskTracker();
  let emptied = 0;
  const group = createMemberGroup({
    ...{ name: "status/presence/app/tenant", title: "status/presence", interval, forMany, clock, log },
    port: createLocalGroupReads(clock, createAlarms(clock), tasks),
    onEmpty: () => void emptied++,
  });
  /** Sizes of the requests. */
  const requests: number[] = [];
  const woken: string[] = [];
  const closing = new AbortController();
  const memberOf = (id: string, mayRead = false): GroupMember => ({
    ...{ account: id, task: "presence", id, interval, signal: closing.signal },
    canRead: () => mayRead,
    async query(body) {
      requests.push((body as { ids: string[] }).ids.length);
      const response = await emulator.fetch(`https://graph.microsoft.com/v1.0${forMany.path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (response.status !== 200) throw new Error(`Graph answered ${response.status}.`);
      return (await response.json()) as { value: unknown };
    },
    wake: () => void woken.push(id),
  });
  const members = ids.map((id, index) => memberOf(id, index === 0));
  return {
    ...{ clock, emulator, ids, known, requests, woken, lines, memberOf, emptied: () => emptied },
    ask: (member: GroupMember, onDemand = false) => group.valueFor(member, onDemand, new AbortController().signal),
    askAll: () => Promise.all(members.map((member) => group.valueFor(member, false, new AbortController().signal))),
    advance: (ms: number) => clock.advance(ms, () => tasks.settled()),
    close: () => closing.abort(),
  };
}

describe("a group of accounts that one account reads for", () => {
  it.each([
    [650, [650]],
    [1_300, [650, 650]],
  ])("of %i users is read in requests of %j, and each whom the directory knows gets its own", async (users, sizes) => {
    const t = await createGroup(users);
    const first = t.askAll();
    await t.advance(2_000);
    // The first one asked alone, when there was nobody to read for.
    const values = (await first) as ({ id: string } | undefined)[];
    expect(values.map((value) => value?.id)).toEqual(t.ids.map((id, index) => (index > 0 && t.known.has(id) ? id : undefined)));
    expect(t.requests).toEqual(sizes);
    t.emulator.control.presence.set(t.ids[users - 1]!, { availability: "Busy", activity: "InACall" });
    await t.advance(interval);
    expect(t.requests).toEqual([...sizes, ...sizes]);
    expect(t.woken).toEqual([t.ids[users - 1]]);
    expect((await t.askAll()).at(-1)).toMatchObject({ id: t.ids[users - 1], activity: "InACall" });
  });

  it("reads on its own while nothing new arrives for longer than its interval and 30 seconds", async () => {
    const t = await createGroup(3);
    void t.askAll();
    await t.advance(2_000);
    t.emulator.control.faults.add({ path: "/communications/*", status: 400 });
    await t.advance(interval + 28_000);
    expect((await t.askAll()).every((value) => value !== undefined)).toBe(true);
    await t.advance(3_000);
    expect((await t.askAll()).every((value) => value === undefined)).toBe(true);
    expect(t.lines).toEqual(["status/presence cannot be read for all accounts (unknown). Each reads its own."]);
    t.emulator.control.faults.clear();
    await t.advance(interval);
    expect((await t.askAll()).every((value) => value !== undefined)).toBe(true);
    expect(t.lines.at(-1)).toBe("status/presence is read for all accounts again.");
  });

  it("gives nobody what was read before the account read on its own", async () => {
    const t = await createGroup(3);
    void t.askAll();
    await t.advance(2_000);
    const member = t.memberOf(t.ids[2]!);
    expect(await t.ask(member)).toBeDefined();
    await t.advance(1_000);
    expect(await t.ask(member, true)).toBeUndefined();
    t.emulator.control.presence.set(t.ids[2]!, { availability: "Busy", activity: "InACall" });
    // It waits for what is read next, for ten seconds.
    const tooEarly = t.ask(member);
    await t.advance(10_000);
    expect(await tooEarly).toBeUndefined();
    const next = t.ask(member);
    await t.advance(interval - 11_000);
    expect(await next).toMatchObject({ activity: "InACall" });
  });

  it("ends with its accounts", async () => {
    const t = await createGroup(3);
    void t.askAll();
    await t.advance(2_000);
    const before = t.requests.length;
    t.close();
    await t.advance(10 * interval);
    expect([t.requests.length, t.emptied()]).toEqual([before, 1]);
  });
});
