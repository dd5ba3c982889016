/** What a relay did since its start. It keeps and logs nothing else of notifications. */
export interface RelayCounts {
  /** Hubs that are connected now. */
  readonly hubs: number;
  /** Requests with notifications that were passed on or wait. */
  readonly passed: number;
  /** Requests that were for no hub, too large, or too many. */
  readonly refused: number;
}
