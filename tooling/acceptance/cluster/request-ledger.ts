/** A request that a worker sent for an account, as Graph saw it. */
interface LedgerEntry {
  readonly worker: string;
  readonly at: number;
}

/** Which worker sent requests for which account, and when: nobody can run an account without sending any. */
export interface RequestLedger {
  /** `authorization`: the header. Its token says whose account it is. */
  note(worker: string, authorization: string | null): void;
  /** Accounts for which two workers sent requests in turn, as text. `leastMs`: how long a worker keeps an account at least unless it ends. */
  overlaps(leastMs: number): readonly string[];
  /** How often an account went to another worker. */
  readonly moves: number;
  readonly requests: number;
}

export function createRequestLedger(): RequestLedger {
  /** By object id of the user. */
  const entries = new Map<string, LedgerEntry[]>();
  /** The first request of each worker that took over, by user. */
  const turnsOf = (all: readonly LedgerEntry[]): LedgerEntry[] => all.filter(({ worker }, at) => worker !== all[at - 1]?.worker);
  return {
    note(worker, authorization) {
      const payload = authorization?.split(".")[1];
      if (payload === undefined) return;
      const { oid } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { oid: string };
      const known = entries.get(oid) ?? [];
      entries.set(oid, known);
      known.push({ worker, at: performance.now() });
    },
    overlaps(leastMs) {
      const found: string[] = [];
      for (const [user, all] of entries) {
        const turns = turnsOf(all);
        for (const [at, { worker, at: begun }] of turns.entries()) {
          // A worker had it, another one, and then the first one again.
          const back = turns[at + 2];
          if (back?.worker === worker && back.at - turns[at + 1]!.at < leastMs)
            found.push(
              `${user}: ${worker} from ${Math.round(begun)}, ${turns[at + 1]!.worker} from ${Math.round(turns[at + 1]!.at)}, ${worker} from ${Math.round(back.at)} ms`,
            );
        }
      }
      return found;
    },
    get moves() {
      return [...entries.values()].reduce((sum, all) => sum + turnsOf(all).length - 1, 0);
    },
    get requests() {
      return [...entries.values()].reduce((sum, all) => sum + all.length, 0);
    },
  };
}
