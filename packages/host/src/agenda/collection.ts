import type { AgendaDays, AgendaRefusal, CalendarResource, CalendarSpan } from "@casement/core";

// What surfaces for calendar programs see. All reads are answered from what the hub keeps, without a request to Graph. Writes are calls of the
// plugin's services.

/** What an account offers to calendar programs. Part of `AccountHandle`. */
export interface CollectionAccess {
  /** One collection for each key of a feed with an agenda, and for each other sensor that lists events or tasks. Sensors that are gone are omitted. */
  collections(): Promise<readonly Collection[]>;
  /**
   * Keeps these days until the returned function is called; of several calls, all days. It does not change what sensors show. Call it
   * between `start("once")` and `start()`, so that the first read already includes them. At a front of a cluster it does nothing: its workers have
   * the same configuration, and call it themselves.
   */
  wantAgenda(days: AgendaDays): () => void;
}

/** One calendar or task list. */
export interface CollectionSummary {
  /** Unique within the account. Does not change when the sensor is renamed. */
  readonly id: string;
  readonly account: string;
  readonly plugin: string;
  /** Title of the first sensor that shows it. */
  readonly title: string;
  /** Ids of the sensors that show it: `home/calendar/family`. */
  readonly sensors: readonly string[];
  /** CSS. */
  readonly color?: string;
  /** Position among the collections of the account, from 0. */
  readonly order: number;
  readonly component: "VEVENT" | "VTODO";
  readonly access: "read" | "write";
  /** Why it can only be read. */
  readonly reason?: string;
  /** Whether everything has been read once. */
  readonly complete: boolean;
  /** Changes whenever a resource changes. It stays valid over a restart; see `Collection.since`. */
  readonly token: string;
}

export interface Collection extends CollectionSummary {
  /**
   * All resources without their content. With a range that reaches beyond the days that are kept, Microsoft 365 is asked what is there, at most
   * once an hour for the same range. What it finds is part of the collection from then on.
   */
  heads(range?: CalendarSpan): Promise<readonly ResourceHead[]>;
  /** The resources of groups, in the same order. Undefined for one that does not exist. */
  read(groups: readonly string[]): Promise<readonly (CalendarResource | undefined)[]>;
  /**
   * What changed after a token, oldest first; for the empty text, everything that exists. Undefined if the token cannot be used: it is from
   * before the data was lost, too old, or not from this collection. Then compare the ETags of `heads`, which are the same as before.
   */
  since(token: string): Promise<readonly ResourceChange[] | undefined>;
  /**
   * Creates, changes or removes a resource. What it sees is what Microsoft 365 has now, and writes to one collection are made one after another.
   * @throws CasementError of the service that failed. `outcome-unknown`: the same write can be repeated, and creates nothing twice where the
   * plugin can prevent that
   */
  write(write: ResourceWrite): Promise<WriteOutcome>;
}

export interface ResourceWrite {
  /** The last segment of the address, which a new resource gets. */
  readonly name: string;
  /** Undefined: remove it. */
  readonly resource: CalendarResource | undefined;
  /** What the client demands of the ETag. Default: nothing. */
  readonly expected?: ExpectedEtag | undefined;
  /** Whether other people may be told. Default: yes. */
  readonly notifies?: boolean | undefined;
  /** The resource comes from another collection of the account, where it is then removed. */
  readonly isMoved?: boolean | undefined;
}

/** Conditions of a write, which apply together (RFC 9110, section 13.1). */
export interface ExpectedEtag {
  /** The resource must have one of these; `any`: it must exist. */
  readonly match?: readonly string[] | "any";
  /** It must have none of these; `any`: it must not exist. */
  readonly noneMatch?: readonly string[] | "any";
}

export type WriteOutcome =
  /** `name`: that of the resource that was written. */
  | { readonly done: "created" | "changed" | "removed"; readonly name: string }
  /** `uid-used`: by the resource `name`. */
  | { readonly refused: WriteRefusal; readonly reason: string; readonly name?: string };

export type WriteRefusal = AgendaRefusal | "read-only" | "not-found" | "not-expected" | "changed-meanwhile" | "uid-used";

export interface ResourceHead {
  /** Names the resource within the collection, for `read`. */
  readonly group: string;
  /** The last segment of its address, unique in the collection: the client's own, or a hash of the group. */
  readonly name: string;
  /** Changes with the content. */
  readonly etag: string;
  readonly spans: readonly CalendarSpan[];
}

export interface ResourceChange {
  readonly group: string;
  readonly name: string;
  /** Null: it no longer exists. */
  readonly etag: string | null;
  /** The collection's token after this change, so that a long list can be continued. */
  readonly token: string;
}

/** A collection appeared, changed or disappeared. Read it with `AccountHandle.collections`. */
export interface CollectionEvent {
  readonly account: string;
  readonly id: string;
}
