import type { AccountStore, JournalEvent, StoredFile } from "@casement/host/ports";
import { describe, expect, it } from "vitest";
import { createRandom } from "./random.ts";
import type { StateRig } from "./state-rig.ts";
import { createStoredState, type StoredState, valueRecord } from "./stored-state.ts";

const event = (name: string, account = "home"): Omit<JournalEvent, "id"> => ({
  account,
  type: `p/${name}`,
  at: "2026-03-02T08:00:00.000Z",
  payload: { name },
});
const namesOf = (events: readonly Pick<JournalEvent, "type">[]): string[] => events.map(({ type }) => type);

/** Registers the contract test of a state port in a test file of vitest. `createRig`: makes the adapter, on empty storage. */
export function testStatePort(name: string, createRig: () => Promise<StateRig>, { timeoutMs = 30_000 } = {}): void {
  const open = async (rig: StateRig, account = "home"): Promise<{ store: AccountStore; state: StoredState }> => {
    const store = await rig.state.open(account, await rig.own(account));
    return { store, state: createStoredState(store) };
  };
  const reopen = async (rig: StateRig, store: AccountStore, account = "home") => {
    await store.close();
    await rig.restart();
    return open(rig, account);
  };
  const test = (promise: string, check: (rig: StateRig) => Promise<void>): void =>
    it(
      promise,
      async () => {
        await using rig = await createRig();
        await check(rig);
      },
      timeoutMs,
    );

  describe(`state port: ${name}`, () => {
    test("begins empty, and keeps what was committed, in order", async (rig) => {
      const { store, state } = await open(rig);
      expect([store.setAside, store.fault, state.applied]).toEqual([undefined, undefined, []]);
      for (const n of [1, 2, 3]) await store.commit(state.step(valueRecord("a", n)));
      await Promise.all([4, 5, 6].map((n) => store.commit(state.step(valueRecord("b", n, "p/f/k")))));
      const again = await reopen(rig, store);
      expect(again.state.applied).toEqual(state.applied);
      expect(again.state.applied.map((record) => (record as ReturnType<typeof valueRecord>).value)).toEqual([1, 2, 3, 4, 5, 6]);
      expect([again.store.setAside, again.store.size > 0, await again.store.isIntact()]).toEqual([undefined, true, true]);
      await again.store.close();
    });

    test("returns the stored records once only", async (rig) => {
      const { store, state } = await open(rig);
      await store.commit(state.step(valueRecord("a", 1)));
      const again = await reopen(rig, store);
      expect([...again.store.replay()]).toEqual([]);
      await again.store.close();
    });

    test("gives events ids that rise over all accounts and starts, and passes them to the journal once", async (rig) => {
      const home = await open(rig);
      const office = await open(rig, "office");
      await home.store.commit(home.state.step(valueRecord("a", 1), [event("one"), event("two")]));
      await Promise.all([
        office.store.commit(office.state.step(valueRecord("a", 1), [event("three", "office")])),
        home.store.keep(home.state.step({ t: "events" }, [event("four")])),
      ]);
      await office.store.close();
      const again = await reopen(rig, home.store);
      expect(again.state.applied).toEqual(home.state.applied);
      await again.store.commit(again.state.step(valueRecord("a", 2), [event("five")]));
      const journal = await rig.journal();
      expect(namesOf(journal).sort()).toEqual(["p/five", "p/four", "p/one", "p/three", "p/two"]);
      expect(namesOf(journal).at(-1)).toBe("p/five");
      const ids = journal.map(({ id }) => Number(id));
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      expect(journal.find(({ type }) => type === "p/three")).toMatchObject({ account: "office", payload: { name: "three" } });
      await again.store.close();
    });

    test("applies a step before its call resolves, and before its events reach the journal", async (rig) => {
      const { store, state } = await open(rig);
      let known: number | undefined;
      const step = state.step(valueRecord("a", 1), [event("one")]);
      const commit = store.commit({
        ...step,
        apply(record) {
          step.apply(record);
          known = state.values.size;
        },
      });
      expect(known).toBeUndefined();
      await commit;
      expect([known, (await rig.journal()).length]).toEqual([1, 1]);
      await store.close();
    });

    test("replaces everything by a compaction, and adds what is committed meanwhile", async (rig) => {
      const { store, state } = await open(rig);
      for (let n = 0; n < 20; n++) await store.commit(state.step(valueRecord(`s${n % 4}`, n, n % 2 ? "p/f/k" : undefined)));
      const before = new Map(state.values);
      const compacting = store.compact(state.parts());
      const after = valueRecord("later", 1, "p/f/k");
      await Promise.all([store.commit(state.step(after)), compacting]);
      const again = await reopen(rig, store);
      expect(again.state.applied).toHaveLength(5);
      expect(again.state.values).toEqual(new Map([...before, ["later", after]]));
      await again.store.compact([]);
      const empty = await reopen(rig, again.store);
      expect(empty.state.applied).toEqual([]);
      await empty.store.close();
    });

    test("asks for a compaction when much was stored, and not again after it", async (rig) => {
      const { store, state } = await open(rig);
      const { text } = createRandom(1);
      for (let n = 0; n < 40 && !store.isCompactionDue; n++) await store.commit(state.step(valueRecord("s", text(50_000))));
      expect(store.isCompactionDue).toBe(true);
      await store.compact(state.parts());
      await store.commit(state.step(valueRecord("s", "short")));
      expect(store.isCompactionDue).toBe(false);
      await store.close();
    });

    test("has the same state after every restart, whatever happened in whatever order", async (rig) => {
      const random = createRandom(20_260_302);
      let { store, state } = await open(rig);
      for (let n = 0; n < 150; n++) {
        const action = random.below(20);
        const key = random.below(6);
        const record = valueRecord(`s${key}`, random.text(random.below(2_000)), key < 3 ? `p/f/${key}` : undefined);
        if (action === 0) {
          const again = await reopen(rig, store);
          expect(again.state.values).toEqual(state.values);
          ({ store, state } = again);
        } else if (action === 1) await store.compact(state.parts());
        else if (action < 5) await store.keep(state.step(record, [event(String(n))]));
        else await store.commit(state.step(record));
      }
      const again = await reopen(rig, store);
      expect(again.state.values).toEqual(state.values);
      await again.store.close();
    });

    test("takes nothing after it was closed", async (rig) => {
      const { store, state } = await open(rig);
      await store.close();
      await expect(store.commit(state.step(valueRecord("a", 1)))).rejects.toThrow();
      expect(state.applied).toEqual([]);
      await rig.restart();
      const again = await open(rig);
      expect(again.state.applied).toEqual([]);
      await again.store.close();
    });

    test("keeps accounts apart, and removes one with its values", async (rig) => {
      const home = await open(rig);
      const office = await open(rig, "office");
      await home.store.commit(home.state.step(valueRecord("a", "home")));
      await office.store.commit(office.state.step(valueRecord("a", "office")));
      await fileOf(home.store).update(() => ({ n: 1 }));
      expect(await fileOf(office.store).read()).toBeUndefined();
      await fileOf(office.store).update(() => ({ n: 2 }));
      await home.store.close();
      await rig.state.remove("home", await rig.own("home"));
      const again = await reopen(rig, office.store, "office");
      expect(again.state.values.get("a")?.value).toBe("office");
      expect(await fileOf(again.store).read()).toEqual({ n: 2 });
      const empty = await open(rig);
      expect([empty.state.applied, await fileOf(empty.store).read()]).toEqual([[], undefined]);
      for (const { store } of [again, empty]) await store.close();
    });

    test("keeps a value until it is changed or deleted, and loses no change", async (rig) => {
      const { store } = await open(rig);
      const file = fileOf(store);
      expect([await file.read(), await file.update(() => undefined)]).toEqual([undefined, undefined]);
      expect(await file.update(() => ({ n: 0 }))).toEqual({ n: 0 });
      await Promise.all(Array.from({ length: 5 }, () => file.update((known) => ({ n: (known?.n ?? 0) + 1 }))));
      expect(await file.read()).toEqual({ n: 5 });
      const failure = new Error("not now");
      await expect(
        file.update(() => {
          throw failure;
        }),
      ).rejects.toBe(failure);
      const again = await reopen(rig, store);
      expect(await fileOf(again.store).read()).toEqual({ n: 5 });
      await fileOf(again.store).update(() => undefined);
      expect(await fileOf(again.store).read()).toBeUndefined();
      await again.store.close();
    });

    test("sets a value aside that has not the expected shape, says so once, and goes on without it", async (rig) => {
      const { store } = await open(rig);
      await fileOf(store).update(() => ({ n: 1 }));
      const reports: string[] = [];
      const other = store.file("sign-in", {
        purpose: "sign-in of home",
        isValid: (found): found is { m: number } => typeof (found as { m?: unknown }).m === "number",
        onSetAside: ({ message }) => reports.push(message),
        consequence: "Sign in again.",
      });
      expect([await other.read(), await other.read()]).toEqual([undefined, undefined]);
      expect(reports).toEqual([expect.stringMatching(/Sign in again\.$/)]);
      await other.update(() => ({ m: 2 }));
      expect(await other.read()).toEqual({ m: 2 });
      await store.close();
    });
  });
}

const fileOf = (store: AccountStore): StoredFile<{ n: number }> =>
  store.file("sign-in", {
    purpose: "sign-in of home",
    onSetAside(error) {
      throw error;
    },
    consequence: "Sign in again.",
  });
