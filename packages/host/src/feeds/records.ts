import type { JournalEvent } from "../api.ts";

// What an account's log holds. Replaying the records in order gives the account's state; one record is committed whole or not at all.

/** A page of a feed key: items, cursor and the events they raised. Ids in `drop` include what was forgotten. */
export interface PageRecord {
  readonly t: "page";
  /** `plugin/feed/key`. */
  readonly f: string;
  /** A full read begins with this page. */
  readonly begin?: boolean;
  /** The full read raises no events. */
  readonly quiet?: boolean;
  readonly put?: Readonly<Record<string, unknown>>;
  readonly removed?: readonly string[];
  /** Ids met unchanged in a full read. */
  readonly seen?: readonly string[];
  readonly cursor: string;
  /** The round ends with this page. */
  readonly end?: boolean;
  readonly version: number;
  /** Fingerprint of what the sensors want. */
  readonly needs: string;
  /** When the round began (ms). */
  readonly since: number;
  /** Everything that fell due until then (ms) has been announced. */
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
/** A sensor that was discovered, renamed or has vanished. */
export interface SensorRecord extends SensorEntry {
  readonly t: "sensor";
}
/** A read sensor's value. */
export interface ValueRecord {
  readonly t: "value";
  /** `plugin/kind/id`. */
  readonly s: string;
  readonly value: unknown;
  readonly at: number;
  readonly events?: readonly JournalEvent[];
}
/** An item that a service wrote: its next change has origin "casement". */
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
  /** When it vanished (ms). */
  readonly goneAt: number | undefined;
}

export interface AccountFacts {
  /** The person chose to sign in without updates, because an administrator has to approve them. */
  updatesDeclined: boolean;
  /** Where the account stood when that was last announced. */
  announced: string;
  /** The warning of the client secret's end that was announced last. */
  secretWarned: string;
}
