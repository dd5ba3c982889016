/** The format of `permissions-complete.json`, as its `$comment` describes it. */
export interface CompleteFacts {
  source: { repo: string; commit: string; date: string; licence: string };
  /** Sorted by name. */
  permissions: Record<string, [id: string | null, adminConsent: boolean | null, personal: boolean, level: number | null]>;
  /** By path and method, entries `index flags`: `w` or `p`, allowed with a work or personal account; `W` or `P`, flagged there as least privileged. */
  paths: Record<string, Record<string, string[]>>;
}
