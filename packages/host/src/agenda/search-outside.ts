import { type CalendarSpan, CasementError, dayMs } from "@casement/core";
import { withTimeout } from "../async/with-timeout.ts";
import type { OpenFeedKey } from "../plugins/feed-keys.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import type { LiveSensor } from "../sensors/live-sensor.ts";
import { maxRefreshWaitMs } from "../services/invoke-service.ts";
import type { AgendaCaller } from "./write-resource.ts";

interface SearchOptions {
  readonly runtime: PluginRuntime;
  readonly sensor: LiveSensor;
  readonly open: OpenFeedKey;
  readonly call: AgendaCaller;
}

/** When the resources of a range are, by group. */
type FoundSpans = ReadonlyMap<string, readonly CalendarSpan[]>;

interface KnownSearch {
  readonly at: number;
  readonly spans: FoundSpans;
}

/** How long a result is used (ms). */
const freshMs = 3600_000;
/** How many searches of one collection there are in this time. */
const maxSearches = 30;
/** The longest range of a service (ms). */
const longestMs = 1_800 * dayMs;

/** By collection and range. In memory: what was found is stored by the feed. */
const searches = new WeakMap<OpenFeedKey["feedKey"], Map<string, KnownSearch>>();

/** Asks Microsoft 365 for what is in the parts of a range that are outside of the days that the feed has. */
export async function searchOutside(options: SearchOptions, [from, until]: CalendarSpan): Promise<FoundSpans> {
  const { runtime, open } = options;
  const { agendaDays, account } = runtime.environment;
  const days = agendaDays();
  if (!open.feedKey.resources?.agenda.search || !days || !account.signedIn()) return new Map();
  const now = account.clock.now().getTime();
  const [first, last] = [now + days.from * dayMs, now + days.to * dayMs];
  const parts: CalendarSpan[] = [
    [Math.max(from, first - longestMs), Math.min(until, first)],
    [Math.max(from, last), Math.min(until, last + longestMs)],
  ];
  const found = new Map<string, CalendarSpan[]>();
  for (const part of parts.filter(([begin, end]) => begin < end))
    for (const [group, spans] of await searchOnce(options, part, now)) found.set(group, [...(found.get(group) ?? []), ...spans]);
  return found;
}

async function searchOnce(options: SearchOptions, range: CalendarSpan, now: number): Promise<FoundSpans> {
  const { feedKey } = options.open;
  const known = searches.get(feedKey) ?? new Map<string, KnownSearch>();
  searches.set(feedKey, known);
  for (const [key, { at }] of known) if (Math.abs(now - at) >= freshMs) known.delete(key);
  const key = range.join(" ");
  const last = known.get(key);
  if (last) return last.spans;
  const { log, clock, signal } = options.runtime.environment.account;
  if (known.size >= maxSearches) {
    log.warn("Calendar programs ask for many ranges outside of the days that are kept. They get what is kept.");
    return new Map();
  }
  const spans = new Map<string, CalendarSpan[]>();
  known.set(key, { at: now, spans });
  try {
    const late = () => new CasementError("timeout", "Microsoft 365 did not answer in time.");
    await withTimeout(
      clock,
      maxRefreshWaitMs,
      signal,
      async (limited) => {
        for (const [group, span] of await findIn(options, range, limited)) spans.set(group, [...(spans.get(group) ?? []), span]);
        await readFound(options, [...spans.keys()]);
      },
      late,
    );
  } catch {
    known.delete(key);
    log.warn("A range outside of the days that are kept could not be read. Calendar programs get what is kept.");
  }
  return spans;
}

async function findIn(
  { runtime, sensor, open, call }: SearchOptions,
  range: CalendarSpan,
  signal: AbortSignal,
): Promise<(readonly [string, CalendarSpan])[]> {
  const search = open.feedKey.resources!.agenda.search!;
  const hasTarget = runtime.plugin.services?.[search.service]?.target !== undefined;
  const input = { ...search.input(range), ...(hasTarget && { sensor: sensor.entry.slug }) };
  const result = await call(search.service, input, { via: "calendar program", signal });
  return [...search.found({ result, account: runtime.environment.account.identity() })];
}

/** What a client is given is part of the collection from then on. */
async function readFound({ runtime, open: { feedKey, task } }: SearchOptions, groups: readonly string[]): Promise<void> {
  const unknown = groups.filter((group) => !feedKey.items.has(group));
  if (unknown.length === 0) return;
  for (const id of unknown) feedKey.soughtIds.add(id);
  try {
    await runtime.environment.scheduler.refresh(task);
  } finally {
    for (const id of unknown) feedKey.soughtIds.delete(id);
  }
}
