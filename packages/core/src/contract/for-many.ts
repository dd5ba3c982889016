/**
 * How what every account reads of itself can be read for many accounts of a tenant in one request. The plugin goes on reading its own with `graph.get(own)`:
 * where an account of the same app and tenant reads for the others, the host answers that from what was read for all, and nothing is sent.
 */
export interface ForMany<S extends string = string, Config = unknown> {
  /** The path with which an account reads its own, without query parameters: `/me/presence`. */
  readonly own: string;
  /** The action that reads for many users, as `graph.query` takes it: `/communications/getPresencesByUserId`. It answers with a collection. */
  readonly path: string;
  /** Most users in one request. */
  readonly size: number;
  /** The declared scope that the account needs which reads for the others. */
  readonly scope: S;
  /** Whether an account with this configuration reads for the others. Nobody does it without being asked to. */
  when(config: Config): boolean;
  /** The body of a request for these users, by object id. Pure. */
  body(ids: readonly string[]): unknown;
  /** The object id of the user to whom an entry of the answer belongs. Pure. */
  idOf(entry: unknown): string | undefined;
}
