import type { JournalEvent } from "../api.ts";

// The records of an account's log. Replaying them in order restores the account's state. A record is committed completely or not at all.

/** A page of a feed key: items, cursor and the events they raised. `drop` has the ids of removed and evicted items. */
export interface PageRecord {
  readonly t: "page";
  /** `plugin/feed/key`. */
  readonly f: string;
  /** Whether a full read begins with this page. */
  readonly begin?: boolean;
  /** Whether the full read raises no events. */
  readonly quiet?: boolean;
  readonly put?: Readonly<Record<string, unknown>>;
  readonly removed?: readonly string[];
  /** Ids of unchanged items in a full read. */
  readonly seen?: readonly string[];
  readonly cursor: string;
  /** Whether the round ends with this page. */
  readonly end?: boolean;
  readonly version: number;
  /** Fingerprint of the needs of the sensors. */
  readonly needs: string;
  /** Start of the round (ms). */
  readonly since: number;
  /** Everything that fell due until this time (ms) has been announced. */
  readonly mark: number;
  readonly events?: readonly JournalEvent[];
}
export interface DueRecord {
  readonly t: "due";
  readonly f: string;
  readonly mark: number;
  readonly events: readonly JournalEvent[];
}
export interface DropKeyRecord {
  readonly t: "drop-key";
  readonly f: string;
}
/** A sensor that was discovered, renamed or removed. */
export interface SensorRecord extends SensorEntry {
  readonly t: "sensor";
}
/** The value of a sensor without a feed. */
export interface ValueRecord {
  readonly t: "value";
  /** `plugin/kind/id`. */
  readonly s: string;
  readonly value: unknown;
  readonly at: number;
  readonly events?: readonly JournalEvent[];
}
/** An item that a service wrote. Its next change has the origin "casement". */
export interface WrittenRecord {
  readonly t: "wrote";
  readonly plugin: string;
  readonly id: string;
  readonly at: number;
}
export interface EventsRecord {
  readonly t: "events";
  readonly events: readonly JournalEvent[];
}
/** Facts about the account itself. */
export interface FactsRecord {
  readonly t: "facts";
  readonly facts: Readonly<Partial<AccountFacts>>;
}
export type LogRecord = PageRecord | DueRecord | DropKeyRecord | SensorRecord | ValueRecord | WrittenRecord | EventsRecord | FactsRecord;

export interface SensorEntry {
  readonly plugin: string;
  readonly kind: string;
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly key: string | undefined;
  readonly needs: unknown;
  readonly viewData: unknown;
  /** When it was found to be missing in Microsoft 365 (ms). */
  readonly goneAt: number | undefined;
}

export interface AccountFacts {
  /** Whether the user signed in without update scopes. */
  updatesDeclined: boolean;
  /** The sign-in state for which an event was last raised. */
  announced: string;
  /** The expiry and stage for which a secret warning was last raised. */
  secretWarned: string;
}
