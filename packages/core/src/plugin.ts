import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";

/** A Standard Schema that can also say itself as JSON Schema (zod 4 does both): forms, OpenAPI, MCP tools and CLI flags are made from it. */
export type Schema<I = any, O = any> = StandardSchemaV1<I, O> & StandardJSONSchemaV1<I, O>;
type In<T> = T extends StandardSchemaV1<infer I, any> ? I : never;
type Out<T> = T extends StandardSchemaV1<any, infer O> ? O : never;
type Awaitable<T> = T | Promise<T>;
type Schemas = Record<string, Schema>;
type Some<S> = NoInfer<S> | readonly NoInfer<S>[];
export type Duration = `${number}${"s" | "m" | "h"}`;

// ---- what a plugin contributes: data first, readable without running the plugin ----

/** A Graph permission the plugin may use. Its key in `scopes` is the permission's name. */
export interface Scope<Config> {
  /** `update` scopes are requested only where the account enables updates. */
  tier: "read" | "update";
  /** Shown before consent. Written for the person who signs in. */
  why: string;
  /** Ask for it only under some configuration. `.Shared` forms are the host's business. */
  when?(config: Config): boolean;
}

/** A part of Microsoft 365 kept in step here as items: synced page by page, persisted, shared by any number of sensors. */
export interface Feed<Item extends Schema, S extends string, E extends Schemas, Config> {
  scope: Some<S>;
  /** Undefined: only at start, on request, and once a day. */
  every: Duration | ((config: Config) => Duration | undefined);
  item: Item;
  /** Raise it when `item` changes its meaning: stored items are then read anew, quietly. */
  version?: number;
  /**
   * Brings one key (a folder, a list, a calendar) one page further. The host commits items, cursor and raised events of a page
   * together, calls again while `more`, and after `restart` compares the full re-read with what it has.
   * `wants` is what the sensors on this key ask for (bodies, a window); when it changes, the host restarts the key quietly.
   */
  sync(
    call: CallContext<Config> & {
      readonly key: string;
      readonly wants: readonly any[];
      readonly cursor: string | undefined;
      get(id: string): Out<Item> | undefined;
    },
  ): Awaitable<Page<Out<Item>>>;
  /** What a change means. Pure. Not called for the first full read. `since` is when the last round ended. */
  changed?(change: {
    readonly id: string;
    readonly before: Out<Item> | undefined;
    readonly after: Out<Item> | undefined;
    readonly origin: "casement" | "external";
    readonly since: Date;
  }): readonly Raised<NoInfer<E>>[];
  /** What the passing of time means (an event started). Pure. The host keeps the watermark and fires to the second. */
  due?(of: { readonly items: ReadonlyMap<string, Out<Item>>; readonly after: Date; readonly until: Date }): readonly Raised<NoInfer<E>>[];
}
export interface Page<Item> {
  put: Record<string, Item>;
  drop: readonly string[];
  cursor: string;
  more?: boolean;
  restart?: boolean;
}
export type Raised<E extends Schemas> = { [K in keyof E & string]: { event: K; payload: In<E[K]>; at?: Date } }[keyof E & string];

/** One sensor of a kind: `id` is stable (a Graph id or a config name), `key` the part of the feed it shows, `want` what it needs from it. */
export interface Instance<Want = any> {
  readonly id: string;
  readonly title: string;
  readonly key?: string;
  readonly want?: Want;
}

interface SensorBase<V extends Schema, Config> {
  title: string;
  /** An object with `state`; every other property is an attribute. */
  value: V;
  present?: Presentation;
  /** From configuration or discovered in Graph; asked again on rescan. Left out: one sensor. */
  instances?(call: CallContext<Config>): Awaitable<readonly Instance[]>;
}
/** A pure view of a feed, computed again when its items change or when `until` is reached. No network. */
export interface FeedSensor<V extends Schema, Name, Item, Config> extends SensorBase<V, Config> {
  feed: Name;
  view(of: {
    readonly items: ReadonlyMap<string, Item>;
    readonly now: Date;
    readonly instance: Instance;
    readonly config: Config;
    readonly account: Account;
  }): { value: In<V>; until?: Date };
}
/** The simple form: read something on an interval. */
export interface ReadSensor<V extends Schema, S extends string, E extends Schemas, Config> extends SensorBase<V, Config> {
  feed?: undefined;
  scope: Some<S>;
  every: Duration | ((config: Config) => Duration | undefined);
  read(call: CallContext<Config> & { readonly instance: Instance }): Awaitable<In<V>>;
  changed?(change: {
    readonly before: Out<V>;
    readonly after: Out<V>;
    readonly instance: Instance;
    readonly origin: "casement" | "external";
  }): readonly Raised<NoInfer<E>>[];
}
type Sensor<V extends Schema, S extends string, F extends Schemas, E extends Schemas, Config> =
  | ReadSensor<V, S, E, Config>
  | { [K in keyof F]: FeedSensor<V, K, Out<F[K]>, Config> }[keyof F];

/** Something a person, an automation or an agent can ask for. */
export interface Service<I extends Schema, S extends string, F, N, E extends Schemas, Config> {
  title: string;
  input: I;
  /** What `run` returns; checked. Callers, OpenAPI and MCP tools rely on it. */
  output: Schema;
  /** Every scope named is needed, in its weakest form. */
  scope: Some<S>;
  /** Acts on one sensor of this kind: the host adds the input `sensor`, resolves a name, title or Graph id, and refreshes it afterwards. */
  target?: keyof N;
  /** Left out: a repeat does it twice, so nothing repeats it. */
  effect?: "read" | "idempotent";
  /** What else it changes; brought up to date at once. */
  touches?: readonly (keyof F | keyof N)[];
  run(call: ServiceContext<Config, E> & { readonly input: Out<I> }): Awaitable<unknown>;
}

/** How surfaces that know no plugin show a sensor, and which services control it. */
export interface Presentation {
  kind: "binary" | "number" | "timestamp" | "enum" | "text";
  icon?: string;
  unit?: string;
  options?: readonly string[];
  deviceClass?: string;
  colour?: string;
  items?: {
    attribute: string;
    as: "agenda" | "messages" | "list";
    title: string;
    start?: string;
    end?: string;
    done?: { field: string; on: string; off: string };
  };
  control?: { on: string; off: string } | { select: string; field: string } | { notify: string; field: string };
}

// ---- what the host hands in, per account and plugin ----

export interface Account {
  readonly name: string;
  readonly type: "work" | "personal";
  readonly id: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly username: string;
  /** Path prefix of the mailbox in use: "/me" or "/users/{shared mailbox}". */
  readonly mailbox: string;
  readonly timeZone: string;
}
export interface CallContext<Config> {
  readonly config: Config;
  readonly account: Account;
  readonly log: Logger;
  /** Fenced to the scopes in force. Never reveals a token. */
  readonly graph: Graph;
  readonly now: () => Date;
  /** Aborts when the call is cancelled or times out, or the plugin stops. */
  readonly signal: AbortSignal;
}
export interface ServiceContext<Config, E extends Schemas> extends CallContext<Config> {
  readonly target: Instance;
  readonly files: Files;
  /** Marks an item as changed by us, so that its change comes back with origin "casement". */
  wrote(id: string): void;
  /** Only for what no feed can see. */
  raise(event: Raised<E>): void;
  progress(done: number, of: number): void;
}

export interface Graph {
  get<T>(path: string, options?: GraphOptions): Promise<T>;
  pages<T>(path: string, options?: GraphOptions): AsyncIterable<T>;
  /** One page of a delta round, from a cursor or from the start; an expired cursor comes back as `restart`. */
  delta<T extends { id: string }>(path: string, cursor: string | undefined, options?: GraphOptions): Promise<Page<T>>;
  /** A read that Graph spells as POST: safe to batch and to repeat. */
  query<T>(path: string, body: unknown, options?: GraphOptions): Promise<T>;
  send<T>(method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: unknown, options?: GraphOptions): Promise<T>;
  download(path: string): Promise<ReadableStream<Uint8Array>>;
  upload<T>(sessionPath: string, session: unknown, file: FileHandle, progress?: (done: number, of: number) => void): Promise<T>;
}
export interface GraphOptions {
  query?: Record<string, string | number | boolean>;
  headers?: Record<string, string>;
}
/** Files below the configured folders, or uploaded for this call. Inputs name them with JSON Schema format "casement-file". */
export interface Files {
  read(name: string): Promise<FileHandle>;
  write(name: string, content: ReadableStream<Uint8Array>): Promise<string>;
}
export interface FileHandle {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  stream(): ReadableStream<Uint8Array>;
}
export type Logger = Record<"debug" | "info" | "warn" | "error", (message: string, data?: object) => void>;

// ---- the plugin ----

/** The phantom property carries the types of config, sensors and services to programs that compose a host. */
export interface Plugin<Config = any, Values = any, Services = any> {
  readonly apiVersion: 1;
  readonly id: string;
  readonly _types?: { config: Config; values: Values; services: Services };
}

export function definePlugin<
  C extends Schema = Schema<{}, {}>,
  const S extends string = never,
  F extends Schemas = {},
  N extends Schemas = {},
  I extends Schemas = {},
  O extends Schemas = {},
  E extends Schemas = {},
>(spec: {
  id: string;
  title: string;
  config?: C;
  scopes: { [K in S]: Scope<Out<C>> };
  feeds?: { [K in keyof F]: Feed<F[K], S, E, Out<C>> };
  sensors?: { [K in keyof N]: Sensor<N[K], S, F, E, Out<C>> };
  services?: { [K in keyof I]: Service<I[K], S, F, N, E, Out<C>> } & {
    [K in keyof O]: { output: O[K]; run(call: never): Awaitable<In<O[K]>> };
  };
  events?: E;
  /** Titles and states in other languages, keyed by path: `{ de: { "sensors.folder.title": "Ordner" } }`. */
  texts?: Record<string, Record<string, string>>;
}): Plugin<In<C>, { [K in keyof N]: Out<N[K]> }, { [K in keyof I]: { input: In<I[K]>; output: K extends keyof O ? Out<O[K]> : unknown } }> {
  return Object.freeze({ ...spec, apiVersion: 1 }) as never;
}
