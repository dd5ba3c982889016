import type { Raised, Schemas } from "./plugin.ts";

// What the host hands to a plugin's functions, per account and per call. All of it is frozen; none of it reveals a token.

export interface Account {
  /** The name in the config. */
  readonly name: string;
  readonly type: "work" | "personal";
  /** Object id of the signed-in user. */
  readonly id: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** The signed-in user's principal name; usually also the mail address. */
  readonly username: string;
  /** Path prefix of the mailbox in use: "/me", or "/users/{shared mailbox}". */
  readonly mailbox: string;
  /** IANA name, for example "Europe/Berlin". */
  readonly timeZone: string;
}

export interface CallContext<Config> {
  readonly config: Config;
  readonly account: Account;
  readonly log: Logger;
  /** Fenced to the scopes in force. */
  readonly graph: Graph;
  readonly now: () => Date;
  /** Aborts when the call is cancelled or times out, or the hub stops. */
  readonly signal: AbortSignal;
}

export interface ServiceContext<Config, E extends Schemas> extends CallContext<Config> {
  readonly files: Files;
  /** Marks an item of a feed as changed by us: its change comes back through the feed with origin "casement". */
  wrote(id: string): void;
  /** Only for what no feed can see. */
  raise(event: Raised<E>): void;
  progress(done: number, of: number): void;
}

export interface Graph {
  get<T>(path: string, options?: GraphOptions): Promise<T>;
  /** Every item of a collection, page after page. */
  pages<T>(path: string, options?: GraphOptions): AsyncIterable<T>;
  /** The same, all in one array. */
  list<T>(path: string, options?: GraphOptions): Promise<T[]>;
  /** One page of a delta round, from a cursor or from the start. Without a cursor, or with an expired one, it is the first page of a full read (`restart`). */
  delta<T extends { id: string }>(path: string, cursor: string | undefined, options?: GraphOptions): Promise<Page<T>>;
  /** A read that Graph spells as POST: batched and repeated like a GET. */
  query<T>(path: string, body: unknown, options?: GraphOptions): Promise<T>;
  send<T>(method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: unknown, options?: GraphOptions): Promise<T>;
  download(path: string): Promise<ReadableStream<Uint8Array>>;
  /** Sends a file through an upload session that `POST sessionPath` opens. */
  upload<T>(sessionPath: string, session: unknown, file: FileHandle, progress?: (done: number, of: number) => void): Promise<T>;
}

export interface GraphOptions {
  query?: Record<string, string | number | boolean>;
  headers?: Record<string, string>;
}

/** One page of a round. The host commits it as one record and asks for the next while `more`. */
export interface Page<Item> {
  put: Record<string, Item>;
  /** Gone from Microsoft 365: `changed` is told. */
  drop: readonly string[];
  /** No longer of interest here (out of the window): dropped without a word. Applied before `put`. */
  forget?: readonly string[];
  /** Where the next page, or the next round, begins. */
  cursor: string;
  more?: boolean;
  /** This page begins a full read: what is not put from here to the end of the round is gone. A feed without delta says so every time. */
  restart?: boolean;
}

/** Files below the configured folders, or uploaded for this call. Inputs name them with JSON Schema format "casement-file". */
export interface Files {
  /** By name, or by https address on an allowed host; never from a private network. Throws `file-refused`. */
  read(name: string): Promise<FileHandle>;
  /** Replaces nothing: the next free name is taken. Returns the path that was written. */
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

/** Bound to plugin and account. Say what happened; never a subject, an address or a body. */
export type Logger = Record<"debug" | "info" | "warn" | "error", (message: string, data?: object) => void>;
