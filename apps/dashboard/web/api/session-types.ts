// Like api-types.ts: compared with the OpenAPI document.

/** What this browser may do, and what it keeps on the hub. */
export interface BrowserSession {
  access: "full" | "change" | "read";
  /** `browser` or `wall`. Omitted: without a session of its own. */
  kind?: string;
  /** With read access: lists whose items can be completed and reopened. */
  mayTick?: string[];
  wall?: WallSettings;
}

/** How a browser shows its wall page. */
export interface WallSettings {
  /** `calendars`, `states` and ids of lists. Omitted: all. */
  cards?: string[];
  night?: { from: string; to: string };
}
