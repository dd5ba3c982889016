/** What the configuration says about the things in Graph that can become sensors: calendars, lists, groups. */
export interface InstanceChoice<Thing, Entry> {
  /** The things that Graph listed. */
  readonly listed: readonly Thing[];
  /** Things that Graph did not list, but that entries may name by ID. `track` does not apply to them. */
  readonly unlisted?: readonly Thing[];
  /** The names of a thing in addition to its ID. */
  readonly namesOf: (thing: Thing) => readonly (string | null | undefined)[];
  /** The configured sensors. `track: false` on an entry means no sensor for this thing. */
  readonly entries: readonly Entry[];
  /** The ID or name of the thing that an entry is about. */
  readonly wantedOf: (entry: Entry) => string;
  /** Which things without an entry become sensors: all, none, or those with these IDs or names. */
  readonly track: boolean | "all" | "none" | readonly string[];
}

export interface ChosenInstances<Thing, Entry> {
  /** One for each sensor. `id` is the thing's; further entries for the same thing append `#` and their name or number. */
  readonly chosen: readonly { readonly id: string; readonly thing: Thing; readonly entry: Entry | undefined; readonly index?: number }[];
  /** Indexes of entries for which there is no thing. */
  readonly unmatched: readonly number[];
  /** Entries whose name several things have. The first thing is chosen. */
  readonly ambiguous: readonly { readonly index: number; readonly count: number }[];
}

/**
 * Chooses what becomes a sensor: each configured entry, in order, then each other listed thing that `track` includes. Entries and `track` name
 * things by ID or by name. The case of a name matters only where several names differ in nothing else.
 */
export function chooseInstances<
  Thing extends { readonly id: string },
  Entry extends { readonly name?: string | undefined; readonly track?: boolean | undefined },
>({ listed, unlisted = [], namesOf, entries, wantedOf, track }: InstanceChoice<Thing, Entry>): ChosenInstances<Thing, Entry> {
  const find = (wanted: string, things: readonly Thing[]): Thing[] => {
    const exact = things.filter((thing) => thing.id === wanted || namesOf(thing).includes(wanted));
    if (exact.length > 0) return exact;
    const lower = wanted.toLowerCase();
    return things.filter((thing) => namesOf(thing).some((name) => name?.toLowerCase() === lower));
  };
  const chosen: ChosenInstances<Thing, Entry>["chosen"][number][] = [];
  const unmatched: number[] = [];
  const ambiguous: { index: number; count: number }[] = [];
  const entryCounts = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const wanted = wantedOf(entry);
    const matches = find(wanted, listed);
    if (matches.length > 1) ambiguous.push({ index, count: matches.length });
    const thing = matches[0] ?? unlisted.find(({ id }) => id === wanted);
    if (thing === undefined) {
      unmatched.push(index);
      continue;
    }
    const count = (entryCounts.get(thing.id) ?? 0) + 1;
    entryCounts.set(thing.id, count);
    if (entry.track !== false) chosen.push({ id: count === 1 ? thing.id : `${thing.id}#${entry.name ?? count}`, thing, entry, index });
  }
  const isTracked = (thing: Thing): boolean =>
    Array.isArray(track) ? track.some((wanted) => find(wanted, [thing]).length > 0) : track === true || track === "all";
  for (const thing of listed) if (!entryCounts.has(thing.id) && isTracked(thing)) chosen.push({ id: thing.id, thing, entry: undefined });
  return { chosen, unmatched, ambiguous };
}
