// What the host passes to a plugin's functions. All of it is frozen; none of it reveals a token.

/** A Microsoft 365 account that is signed in. */
export interface Account {
  /** The name in the configuration. */
  readonly name: string;
  readonly type: "work" | "personal";
  /** Object id of the signed-in user. */
  readonly id: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** The signed-in user's principal name, which is usually also the mail address. */
  readonly username: string;
  /** Path prefix of the mailbox in use: `/me`, or `/users/{shared mailbox}`. */
  readonly mailbox: string;
  /** IANA name: `Europe/Berlin`. */
  readonly timeZone: string;
}

/** What every function that may use the network receives. */
export interface CallContext<Config = unknown> {
  /** The plugin's configuration, as its schema returns it. */
  readonly config: Config;
  readonly account: Account;
  readonly log: Logger;
  /** Microsoft Graph, limited to the scopes that the feed, sensor or service names and that are granted. */
  readonly graph: Graph;
  readonly now: () => Date;
  /** Aborts when the call is canceled, times out, or the host stops. */
  readonly signal: AbortSignal;
  /**
   * A value that the plugin keeps in memory for this account, under a name. `create` makes it at first use. It is not stored: after a
   * restart, or when the account signs out, `create` is called again.
   *
   *     const seen = memory("recently-seen", () => new Map<string, Date>());
   */
  readonly memory: <T>(name: string, create: () => T) => T;
}

/** What a service's `run` receives in addition. `Raised` is a union of events: `RaisedEvent<typeof events>`. */
export interface ServiceContext<Config = unknown, Raised = never> extends CallContext<Config> {
  readonly files: FileAccess;
  /** The stored items of one of the plugin's feeds, by key and id. They cost no request. */
  readonly stored: (feed: string) => ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  /** Marks an item of a feed as changed by this service. The change then comes back through the feed with origin `casement`. */
  readonly markWritten: (id: string) => void;
  /** Raises an event. Only for what no feed detects. */
  readonly raise: (event: Raised) => void;
  /** Reports progress to the caller. Any unit, the same for both. */
  readonly progress: (done: number, of: number) => void;
  /**
   * Calls a function in a process of its own, for at most 20 seconds and with at most 512 MB of memory. For parsers of what strangers wrote: a
   * file of a few kilobytes can keep one busy for hours, or fill the memory, and the hub would stand still. One call runs at a time; each costs
   * the start of a process.
   *
   *     const words = await runApart<typeof countWords>({ module: new URL("./count-words.js", import.meta.url), name: "countWords", input: bytes });
   *
   * @throws CasementError `limit-exceeded` with `details.limit` (`time`, `memory` or `result`, which can have 8 MB), `too-many-calls` when
   * eight calls wait; an Error with the message of what the function threw
   */
  readonly runApart: <Call extends (input: any) => unknown>(task: ApartTask<Call>) => Promise<Awaited<ReturnType<Call>>>;
}

/** A function for `runApart`. Input and result are copied like `structuredClone` does. */
export interface ApartTask<Call extends (input: any) => unknown> {
  /** A file of the plugin, as it is built: `new URL("./count-words.js", import.meta.url)`. It must not need the rest of the plugin. */
  readonly module: URL;
  /** Under which the module exports the function. */
  readonly name: string;
  readonly input: Parameters<Call>[0];
}

/**
 * Microsoft Graph v1.0. Paths begin with a slash: `/me/events`. Reads of the same turn travel in one `$batch`, throttled requests are
 * repeated after Graph's `Retry-After`, and a change is sent only once.
 *
 * Every member throws CasementError: `scope-fence` or `path-unknown` when the declared scopes do not cover the call (nothing was sent),
 * `graph-not-found`, `graph-conflict`, `graph-throttled`, `graph-error` for what Graph answers, `graph-unreachable`, `sign-in-required`,
 * and `outcome-unknown` when a change may or may not have been made.
 */
export interface Graph {
  /** One resource. */
  get<T>(path: string, options?: GraphOptions): Promise<T>;
  /** The items of a collection, requested page by page. */
  pages<T>(path: string, options?: GraphOptions): AsyncIterable<T>;
  /** The items of a collection, all pages in one array. */
  list<T>(path: string, options?: GraphOptions): Promise<T[]>;
  /**
   * One page of a delta query, in the form that `Feed.sync` returns. Without a cursor, or when Graph says that the cursor has expired or
   * refuses it three times, it is the first page of a full read (`restart`).
   *
   * Some calendars and task lists have no delta. With `list`, the complete list is then read instead, at most every five minutes, and delta
   * is tried again after a day. The result is undefined while it is too early to read the list again; return that from `sync`.
   */
  delta<T extends { id: string }>(
    path: string,
    cursor: string | undefined,
    options: DeltaOptions & { list: NonNullable<DeltaOptions["list"]> },
  ): Promise<DeltaPage<T> | undefined>;
  delta<T extends { id: string }>(path: string, cursor: string | undefined, options?: GraphOptions): Promise<FeedPage<T>>;
  /** A POST that only reads, for example `getSchedule`. It is batched and repeated like a GET. */
  query<T>(path: string, body: unknown, options?: GraphOptions): Promise<T>;
  /** A change. Returns Graph's response, or undefined when it has none. */
  send<T>(method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: unknown, options?: GraphOptions): Promise<T>;
  /** The content of a file, attachment or photo. */
  download(path: string): Promise<ReadableStream<Uint8Array>>;
  /** Uploads a file through the upload session that `POST sessionPath` opens. `progress` counts bytes. */
  upload<T>(sessionPath: string, session: unknown, file: FileHandle, progress?: (done: number, of: number) => void): Promise<T>;
}

export interface GraphOptions {
  /** Query parameters, not encoded: `{ $select: "id,subject" }`. */
  query?: Record<string, string | number | boolean>;
  headers?: Record<string, string>;
}

export interface DeltaOptions extends GraphOptions {
  /** The same items as a collection that can be read without delta. */
  list?: GraphOptions & { path: string };
  /** Reads the list even if it was read less than five minutes ago. Default: false. */
  onDemand?: boolean;
}

export interface DeltaPage<Item> extends FeedPage<Item> {
  /** Graph refuses delta; this is the complete list. */
  isList?: true;
}

/** One page of a feed's round. The host stores it as one record and asks for the next page while `more` is set. */
export interface FeedPage<Item> {
  /** New and changed items by id. An item that equals the stored one counts as unchanged. */
  put: Record<string, Item>;
  /** Ids of items that no longer exist in Microsoft 365. `changed` is called for them. */
  removed: readonly string[];
  /** Ids of items that exist but are no longer of interest (outside of the window). No event. Applied before `put`. */
  evicted?: readonly string[];
  /** Where the next page, or the next round, begins. */
  cursor: string;
  more?: boolean;
  /**
   * A full read begins with this page. At the end of the round the host removes the items that were not put. A feed without delta sets it
   * on the first page of every round.
   */
  restart?: boolean;
}

/** Files in the configured folders, or uploaded with the call. A field of an input that names one has the JSON Schema format `casement-file`. */
export interface FileAccess {
  /**
   * By name, by https address on an allowed host, never from a private network, or the file itself as a `data:` URL with a name:
   * `data:text/plain;name=a.txt;base64,QQ==`. @throws CasementError `file-refused`.
   */
  read(name: string): Promise<FileHandle>;
  /** Overwrites nothing: a number is added to the name if necessary. Returns the path of the new file. */
  write(name: string, content: ReadableStream<Uint8Array>): Promise<string>;
}

export interface FileHandle {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Media type. */
  readonly type: string;
  stream(): ReadableStream<Uint8Array>;
}

/** Writes to the host's log with plugin and account added. Never log a subject, an address or a body. */
export type Logger = Record<"debug" | "info" | "warn" | "error", (message: string, data?: object) => void>;
