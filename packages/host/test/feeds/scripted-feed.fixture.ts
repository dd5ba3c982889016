import { createSecretKey, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, type Agenda, type CallContext, definePlugin, definitionOf, type FeedPage } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import { onTestFinished } from "vitest";
import * as z from "zod";
import type { JournalEvent } from "../../src/api.ts";
import { createAlarms } from "../../src/async/alarms.ts";
import { createTaskTracker } from "../../src/async/task-tracker.ts";
import { createEventValidator } from "../../src/events/event-validator.ts";
import { FeedKey } from "../../src/feeds/feed-key.ts";
import { createLedger } from "../../src/feeds/ledger.ts";
import { openRecordLog } from "../../src/store/record-log.ts";
import { createTestStore } from "../store/test-store.fixture.ts";

export interface ScriptedItem {
  n: number;
  at?: string | undefined;
}
/** What `sync` returns or throws. A function is called first. */
type ScriptedPage = FeedPage<ScriptedItem> | Error | undefined | (() => FeedPage<ScriptedItem>);
export const page = (put: Record<string, ScriptedItem>, more: Partial<FeedPage<ScriptedItem>> = {}): FeedPage<ScriptedItem> => ({
  put,
  removed: [],
  cursor: "c",
  ...more,
});

const key = createSecretKey(randomBytes(32));

/** A feed that returns scripted pages. `restart` opens the same log again, as after a kill: nothing is closed or flushed. */
export async function createScriptedFeed(
  options: {
    clock?: ReturnType<typeof createFakeClock>;
    version?: number;
    mostItems?: number;
    folder?: string;
    /** Makes the key a collection that a surface wants. */
    agenda?: Agenda<ScriptedItem>;
    /** How far Graph's time is ahead (ms). */
    graphAhead?: number;
  } = {},
) {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "casement-")));
  if (options.folder === undefined) onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const clock = options.clock ?? createFakeClock();
  const script: ScriptedPage[] = [];
  const asked: { cursor: string | undefined; wants: readonly unknown[] }[] = [];
  const awaited: (readonly string[])[] = [];
  const calls = { items: 0, resources: 0, syncing: 0 };
  const published: JournalEvent[] = [];
  const reports: string[] = [];
  let wants: unknown[] = [];
  const plugin = definitionOf(
    definePlugin({
      id: "p",
      title: "P",
      scopes: { "User.Read": { tier: "read", why: "" } },
      events: {
        added: z.object({ id: z.string(), origin: z.string() }),
        changed: z.object({ id: z.string() }),
        gone: z.object({ id: z.string() }),
        due: z.object({ id: z.string() }),
      },
      feeds: {
        f: {
          scope: "User.Read",
          every: "1m",
          version: options.version ?? 1,
          item: z.object({ n: z.number(), at: z.string().optional() }),
          sync: ({ cursor, needs: asking, awaited: missing }) => {
            asked.push({ cursor, wants: asking });
            awaited.push(missing ?? []);
            const entry = script.length > 0 ? script.shift() : page({});
            const next = typeof entry === "function" ? entry() : entry;
            if (next instanceof Error) throw next;
            return next;
          },
          changed: ({ id, before, after, origin }) =>
            !before
              ? [{ event: "added", payload: { id, origin } }]
              : after
                ? [{ event: "changed", payload: { id } }]
                : [{ event: "gone", payload: { id } }],
          due: ({ items, after, until }) =>
            [...items]
              .filter(([, item]) => item.at && new Date(item.at) > after && new Date(item.at) <= until)
              .map(([id, item]) => ({ event: "due" as const, payload: { id }, at: new Date(item.at ?? 0) })),
        },
      },
    }),
  );
  const log = await openRecordLog({ file: join(folder, "feeds.log"), key, purpose: "test" });
  onTestFinished(() => log.close());
  const ledger = createLedger(createTestStore(log, { clock, publish: (events) => void published.push(...events) }), {
    onCompactError: (error) => reports.push(String(error)),
  });
  const tasks = createTaskTracker();
  const feedKey = new FeedKey({
    address: { plugin: "p", feed: "f", key: "k" },
    feed: { ...plugin.feeds?.f, ...(options.agenda && { agenda: options.agenda }) } as never,
    ledger,
    validateEvents: createEventValidator(
      "home",
      plugin,
      () => clock.now(),
      (message) => reports.push(message),
    ),
    alarms: createAlarms(clock),
    now: () => clock.now(),
    ...(options.graphAhead !== undefined && { graphNow: () => new Date(clock.now().getTime() + (options.graphAhead ?? 0)) }),
    needs: () => ({ list: wants, fingerprint: JSON.stringify(wants) }),
    report: (message) => reports.push(message),
    onItems: () => void calls.items++,
    onResources: () => void calls.resources++,
    onSyncing: () => void calls.syncing++,
    resources: { account: () => ({ username: "ada@contoso.example", timeZone: "UTC" }) as Account, isWanted: () => true },
    background: (task) => void tasks.run(task),
    ...(options.mostItems !== undefined && { maxItems: options.mostItems }),
  });
  const context = { signal: new AbortController().signal, now: () => clock.now() } as CallContext<any>;
  return {
    clock,
    folder,
    ledger,
    log,
    asked,
    /** The ids that each page was asked for. */
    awaited,
    /** How often the key reported each kind of change. */
    calls,
    reports,
    feedKey,
    want: (next: unknown[]) => {
      wants = next;
    },
    events: () => published.map((event) => [event.type.slice(2), (event.payload as { id: string }).id]),
    published,
    async round(...pages: ScriptedPage[]) {
      script.push(...pages);
      await feedKey.round(context);
    },
    advance: (ms: number) => clock.advance(ms, () => tasks.settled()),
    items: () => Object.fromEntries(feedKey.items),
    restart: () => createScriptedFeed({ ...options, clock, folder }),
  };
}
