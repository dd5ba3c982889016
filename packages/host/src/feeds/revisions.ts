// When the resources of a feed key last changed, for calendar programs. It follows from the records of the key, so it survives a restart.

/** What a record changes: the new ETag of each resource that reads otherwise than before, null for one that no longer exists. */
export interface TouchedResources {
  /** Names a new history. Set in the first record of a key: it starts again when the log was lost. */
  readonly epoch?: string;
  /** What the ETags were computed with. Set when it differs from before. */
  readonly basis?: string;
  readonly etags: Readonly<Record<string, string | null>>;
  /** Groups whose overlay ends, because the feed shows what was written, or it is too old. */
  readonly shown?: readonly string[];
}

/** The history as it is, for a compacted log. */
export interface RevisionsSnapshot {
  readonly epoch: string;
  readonly basis: string;
  readonly at: number;
  readonly floor: number;
  readonly resources: readonly (readonly [group: string, at: number, etag: string | null])[];
}

export interface ResourceRevisions {
  epoch: string;
  basis: string;
  /** Rises by one with each resource that changes, so that a list of changes can be continued anywhere. */
  at: number;
  /** Older tokens are refused, because removals since then are forgotten. */
  floor: number;
  /** By group. A resource without ETag no longer exists. */
  readonly resources: Map<string, { readonly at: number; readonly etag: string | null }>;
}

/** How many removals are kept. */
const maxRemovals = 1_000;

export const createRevisions = (): ResourceRevisions => ({ epoch: "", basis: "", at: 0, floor: 0, resources: new Map() });

export function applyTouched(revisions: ResourceRevisions, { epoch, basis, etags }: TouchedResources): void {
  if (epoch !== undefined) {
    Object.assign(revisions, { epoch, at: 0, floor: 0 });
    revisions.resources.clear();
  }
  if (basis !== undefined) revisions.basis = basis;
  for (const [group, etag] of Object.entries(etags)) revisions.resources.set(group, { at: ++revisions.at, etag });
}

export function restoreRevisions({ resources, ...numbers }: RevisionsSnapshot): ResourceRevisions {
  return { ...numbers, resources: new Map(resources.map(([group, at, etag]) => [group, { at, etag }])) };
}

/** Forgets the oldest removals. */
export function snapshotRevisions({ resources, floor, ...numbers }: ResourceRevisions): RevisionsSnapshot {
  const removals = [...resources].filter(([, { etag }]) => etag === null).sort(([, a], [, b]) => b.at - a.at);
  const forgotten = new Set(removals.slice(maxRemovals).map(([group]) => group));
  return {
    ...numbers,
    floor: Math.max(floor, removals[maxRemovals]?.[1].at ?? 0),
    resources: [...resources].filter(([group]) => !forgotten.has(group)).map(([group, { at, etag }]) => [group, at, etag]),
  };
}

/** The token of a history at a revision: a URI, as RFC 6578 demands of a sync-token. Default: the latest revision. */
export function syncToken({ epoch, at: latest }: Pick<ResourceRevisions, "epoch" | "at">, at: number = latest): string {
  return `urn:casement:${epoch}:${at}`;
}

/** What changed after a token, oldest first; for the empty text, what exists. Undefined if the token is of another history, too old, or from the future. */
export function changesSince(
  revisions: ResourceRevisions,
  token: string,
): { group: string; at: number; etag: string | null }[] | undefined {
  const all = [...revisions.resources].map(([group, { at, etag }]) => ({ group, at, etag })).sort((a, b) => a.at - b.at);
  if (token === "") return all.filter(({ etag }) => etag !== null);
  const [, epoch, digits] = /^urn:casement:([^:]+):(\d{1,15})$/.exec(token) ?? [];
  const since = Number(digits);
  if (epoch !== revisions.epoch || since < revisions.floor || since > revisions.at) return undefined;
  return all.filter(({ at }) => at > since);
}
