import type { RequestedSet } from "@casement/core";
import type { JournalEvent } from "../api.ts";
import type { AccountIdentity } from "../auth/identity.ts";
import type { StoredSubscription } from "../subscriptions/stored-subscription.ts";
import type { RetryPoint } from "./refused-items.ts";
import type { PendingCreation, ResourceLink } from "./resource-links.ts";
import type { RevisionsSnapshot, TouchedResources } from "./revisions.ts";

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
  /** Start of the round, in Graph's time (ms). */
  readonly since: number;
  /** Everything that fell due until this time (ms) has been announced. */
  readonly mark: number;
  /** Set when an item was refused in the round that ends with this page, null when none is any more. */
  readonly retry?: RetryPoint | null;
  readonly touched?: TouchedResources;
  readonly events?: readonly JournalEvent[];
}
export interface DueRecord {
  readonly t: "due";
  readonly f: string;
  readonly mark: number;
  readonly events: readonly JournalEvent[];
}
/** Resources whose ETags were computed again, without a page. */
export interface TouchedRecord {
  readonly t: "touched";
  readonly f: string;
  readonly touched: TouchedResources;
}
/** In a compacted log. */
export interface RevisionsRecord extends RevisionsSnapshot {
  readonly t: "revisions";
  readonly f: string;
}
/** What the hub knows of a resource itself. */
export interface LinkRecord {
  readonly t: "link";
  readonly f: string;
  readonly group: string;
  readonly link: ResourceLink;
  readonly touched?: TouchedResources;
}
/** It ends with the link of that name. */
export interface CreationRecord extends PendingCreation {
  readonly t: "creation";
  readonly f: string;
  readonly name: string;
}
export interface DropKeyRecord {
  readonly t: "drop-key";
  readonly f: string;
}
/** The data of a plugin that the account no longer has. */
export interface DropPluginRecord {
  readonly t: "drop-plugin";
  readonly plugin: string;
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
/** The log was restored from a backup. What happened before `at` (ms) is announced no more. */
export interface RestoredRecord {
  readonly t: "restored";
  readonly at: number;
}
/** Facts about the account itself. */
export interface FactsRecord {
  readonly t: "facts";
  readonly facts: Readonly<Partial<AccountFacts>>;
}
export type LogRecord =
  | PageRecord
  | DueRecord
  | TouchedRecord
  | RevisionsRecord
  | LinkRecord
  | CreationRecord
  | DropKeyRecord
  | DropPluginRecord
  | SensorRecord
  | ValueRecord
  | WrittenRecord
  | EventsRecord
  | RestoredRecord
  | FactsRecord;

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
  /** What the latest sign-in requested. Default: `all`. */
  requestedSet: RequestedSet;
  /** The sign-in state for which an event was last raised. */
  announced: string;
  /** The expiry and stage for which a secret warning was last raised. */
  secretWarned: string;
  /** Whose data it is. */
  identity: AccountIdentity;
  /** The user's mail address, which can differ from the sign-in name. Only read if a shared mailbox is configured; empty if there is none. */
  ownMail: string;
  /** The subscriptions to changes that Microsoft Graph has for this account. */
  subscriptions: readonly StoredSubscription[];
}
