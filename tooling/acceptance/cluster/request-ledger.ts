/** A request that a worker sent for an account, as Graph saw it. */
interface LedgerEntry {
  readonly worker: string;
  readonly account: string;
  readonly isRead: boolean;
  readonly at: number;
  /** Who owned the account at this moment, by the lock. Undefined: nobody. */
  readonly owner: { readonly worker: string; readonly since: number } | undefined;
}

/** A request of a worker for an account that another one owned. */
export interface StrayRequest extends LedgerEntry {
  /** For how long the worker could have known (ms). */
  readonly lateMs: number;
}

/** Which worker sent requests for which account. Graph does not know owners, so nobody but the worker can keep from sending. */
export interface RequestLedger {
  note(entry: LedgerEntry): void;
  /** `idOf`: the id of a worker in the cluster. `resumedAt`: when it was continued. */
  strays(idOf: (worker: string) => string | undefined, resumedAt: (worker: string) => number): readonly StrayRequest[];
  readonly requests: number;
}

export function createRequestLedger(): RequestLedger {
  const entries: LedgerEntry[] = [];
  return {
    note: (entry) => void entries.push(entry),
    strays: (idOf, resumedAt) =>
      entries.flatMap((entry) => {
        const { worker, owner, at } = entry;
        const isStray = owner !== undefined && owner.worker !== idOf(worker);
        return isStray ? [{ ...entry, lateMs: at - Math.max(owner.since, resumedAt(worker)) }] : [];
      }),
    get requests() {
      return entries.length;
    },
  };
}

/** The object id of the user whose token this is. `authorization`: the header. */
export function userOf(authorization: string | null): string | undefined {
  const payload = authorization?.split(".")[1];
  if (payload === undefined) return undefined;
  return (JSON.parse(Buffer.from(payload, "base64url").toString()) as { oid: string }).oid;
}
