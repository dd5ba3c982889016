/** A subscription at Microsoft Graph, as the account's log keeps it. */
export interface StoredSubscription {
  readonly id: string;
  readonly resource: string;
  /** As Graph takes them: `created,updated,deleted`. */
  readonly changes: string;
  /** Where Graph sends the notifications. */
  readonly address: string;
  /** The secret in each notification that says that Graph sent it. */
  readonly clientState: string;
  /** When Graph ends it (ms, in Graph's time). */
  readonly expiresAt: number;
  /** It is no longer used, and Graph has not confirmed yet that it has ended. */
  readonly isEnding?: true;
}
