import { createFakeClock } from "@casement/graph-emulator";
import type { JournalEvent } from "@casement/host/ports";
import { expect, test } from "vitest";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";
import { createNumberedState } from "../../test/test-state.fixture.ts";
import { createTestView } from "../../test/test-view.fixture.ts";
import { untilSettled } from "../../test/until-settled.fixture.ts";
import { maxJournalLength } from "../state/scripts.ts";

describeOnRedis("journal", () => {
  const server = useRedis();
  const numbersOf = (events: readonly JournalEvent[]) => events.map(({ payload }) => (payload as { number: number }).number);

  /** Accounts that raise an event for each number. */
  async function openAccounts(...names: readonly string[]) {
    const t = createTestView(server());
    const accounts = new Map(
      await Promise.all(
        names.map(async (name) => {
          const { store, lease } = await t.open(name);
          return [name, { store, lease, state: createNumberedState(store, name) }] as const;
        }),
      ),
    );
    return {
      ...t,
      accounts,
      raise: (name: string, number: number) => accounts.get(name)!.store.commit(accounts.get(name)!.state.add("", number, "counted")),
    };
  }

  test("events are read page by page, of all accounts or of one, and told as they come", async () => {
    const t = await openAccounts("home", "office");
    for (let number = 1; number <= 6; number++) await t.raise(number % 2 ? "home" : "office", number);
    const journal = await t.openJournal();
    const told: JournalEvent[] = [];
    journal.subscribe((event) => void told.push(event));
    const all = await journal.after();
    expect([numbersOf(all.events), all.lost, all.after]).toEqual([[1, 2, 3, 4, 5, 6], false, "0"]);
    expect(all.events[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      account: "home",
      type: "test/counted",
      at: "2026-03-02T08:00:00.000Z",
      payload: { number: 1 },
    });
    expect(journal.lastId).toBe(all.events.at(-1)!.id);
    const page = await journal.after(undefined, { limit: 4 });
    expect(numbersOf(page.events)).toEqual([1, 2, 3, 4]);
    expect(numbersOf((await journal.after(page.events.at(-1)!.id, { limit: 4 })).events)).toEqual([5, 6]);
    expect(numbersOf((await journal.after(undefined, { account: "office", limit: 2 })).events)).toEqual([2, 4]);
    expect((await journal.after(journal.lastId)).events).toEqual([]);
    await expect(journal.after("yesterday")).rejects.toMatchObject({ code: "input-invalid" });
    await t.raise("home", 7);
    await expect.poll(() => numbersOf(told)).toEqual([7]);
    expect(journal.lastId).toBe(told[0]!.id);
    expect(t.problems).toEqual([]);
  });

  test("two thousand events at once are told once each, in order, and read page by page", async () => {
    const t = await openAccounts("home", "office");
    const journal = await t.openJournal();
    const told: string[] = [];
    journal.subscribe(({ id }) => void told.push(id));
    const numbers = Array.from({ length: 1_000 }, (_, number) => number);
    await Promise.all(numbers.flatMap((number) => [t.raise("home", number), t.raise("office", number)]));
    await expect.poll(() => told.length).toBe(2_000);
    const read: string[] = [];
    for (let after = "0"; ; ) {
      const { events, after: from } = await journal.after(after, { limit: 300 });
      expect(from).toBe(after);
      if (events.length === 0) break;
      read.push(...events.map(({ id }) => id));
      after = read.at(-1)!;
    }
    expect(new Set(read).size).toBe(2_000);
    expect(told).toEqual(read);
    for (const account of ["home", "office"]) {
      const { events } = await journal.after("0", { account, limit: 2_000 });
      expect(numbersOf(events)).toEqual(numbers);
    }
  });

  test("one account's events are found among many of another", async () => {
    const t = await openAccounts("home", "office");
    await t.raise("office", 1);
    for (let hundred = 0; hundred < 25; hundred++) await Promise.all(Array.from({ length: 100 }, (_, at) => t.raise("home", at)));
    await t.raise("office", 2);
    const journal = await t.openJournal();
    expect(numbersOf((await journal.after(undefined, { account: "office" })).events)).toEqual([1, 2]);
    expect((await journal.after(undefined, { account: "home" })).events).toHaveLength(1_000);
  });

  test("events of an account that was removed are left out", async () => {
    const t = await openAccounts("home", "office");
    await t.raise("home", 1);
    await t.raise("office", 2);
    const journal = await t.openJournal();
    expect(numbersOf((await journal.after()).events)).toEqual([1, 2]);
    const { store, lease } = t.accounts.get("home")!;
    await store.close();
    await t.state.remove("home", lease);
    const fresh = await t.openJournal();
    expect(numbersOf((await fresh.after()).events)).toEqual([2]);
  });

  test("a reader that comes too late learns that events are no longer kept; one with an id of the future reads on", async () => {
    const t = await openAccounts("home");
    await t.raise("home", 1);
    const journal = await t.openJournal();
    const first = journal.lastId!;
    // Many events that nobody can open, as of a removed account.
    await t.redis.eval(
      "for i = 1, tonumber(ARGV[1]) do redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], string.format('%.0f-0', ARGV[3] + i), 'a', 'none', 'e', 'x') end",
      1,
      t.keys.journal,
      maxJournalLength + 1_000,
      maxJournalLength,
      first,
    );
    expect(await journal.after(first, { limit: 1 })).toMatchObject({ lost: true, events: [] });
    expect(await journal.after("9".repeat(16))).toMatchObject({ events: [], lost: false });
    const last = (await t.redis.xrevrange(t.keys.journal, "+", "-", "COUNT", 1))[0]![0];
    expect((await journal.after("9".repeat(16))).after).toBe(last.replace("-0", ""));
  });

  test("without Redis, a reader is told so, and does not wait for ever", async () => {
    const clock = createFakeClock();
    const journal = await createTestView(server()).openJournal(clock);
    await server().stop();
    const page = journal.after();
    await untilSettled(clock, page);
    await expect(page).rejects.toMatchObject({ code: "store-unavailable" });
    await server().start();
    expect((await journal.after()).events).toEqual([]);
  });
});
