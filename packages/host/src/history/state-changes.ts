/** From when on a sensor had a state. */
export interface StateChange {
  /** ISO 8601. */
  readonly at: string;
  /** Null: the sensor has no state, or none that is a short text, a number or a boolean. */
  readonly state: string | number | boolean | null;
  /** False: the state from here on is not known, because the hub did not run or could not read the sensor. `state` is then the last one. */
  readonly known: boolean;
}

/** One entry of a day's file. Without `s`, it is about the hub: it `started` or `stopped`. */
export interface HistoryEntry {
  /** Time (ms). */
  readonly at: number;
  /** `plugin/slug`. */
  readonly s?: string;
  readonly state?: StateChange["state"];
  /** The sensor could not be read. */
  readonly stale?: true;
  readonly hub?: "started" | "stopped";
}

/** What is kept of a state: the contents of Microsoft 365 have no place in a timeline. */
export function toHistoryState(state: unknown): StateChange["state"] {
  if (typeof state === "number" || typeof state === "boolean") return state;
  return typeof state === "string" && state.length <= maxStateLength ? state : null;
}

const maxStateLength = 80;

/** The changes of one sensor, from the entries of all days in order. */
export function stateChangesOf(sensor: string, entries: readonly HistoryEntry[], from: number): StateChange[] {
  const changes: StateChange[] = [];
  let lastEntryAt = Number.NEGATIVE_INFINITY;
  const add = (at: number, state: StateChange["state"], known: boolean): void => {
    const last = changes.at(-1);
    if (last && last.known === known && (last.state === state || !known)) return;
    changes.push({ at: new Date(at).toISOString(), state, known });
  };
  for (const { at, s, state = null, stale, hub } of entries) {
    const last = changes.at(-1);
    if (hub === "stopped" && last) add(at, last.state, false);
    // After a power failure, nobody knows how long the hub ran.
    if (hub === "started" && last?.known) add(lastEntryAt, last.state, false);
    if (s === sensor) add(at, state, stale === undefined);
    lastEntryAt = at;
  }
  const before = changes.findLastIndex(({ at }) => Date.parse(at) <= from);
  return changes
    .slice(Math.max(0, before))
    .map((change) => (Date.parse(change.at) < from ? { ...change, at: new Date(from).toISOString() } : change));
}
