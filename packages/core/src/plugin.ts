import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import type { Account, CallContext, Page, ServiceContext } from "./context.ts";
import type { Texts } from "./text-in.ts";

/** A Standard Schema that can also say itself as JSON Schema (zod 4 does both): forms, OpenAPI, MCP tools and CLI flags are made from it. */
export type Schema<I = any, O = any> = StandardSchemaV1<I, O> & StandardJSONSchemaV1<I, O>;
export type In<T> = T extends StandardSchemaV1<infer I, any> ? I : never;
export type Out<T> = T extends StandardSchemaV1<any, infer O> ? O : never;
export type Schemas = Record<string, Schema>;
export type Duration = `${number}${"s" | "m" | "h"}`;
type Awaitable<T> = T | Promise<T>;
type Some<S> = NoInfer<S> | readonly NoInfer<S>[];
/** Undefined: only at start, on request, and once a day. */
type Every<Config> = Duration | ((config: Config) => Duration | undefined);

// ---- what a plugin contributes: data first, readable without running the plugin ----

/** A Graph permission the plugin may use. Its key in `scopes` is the permission's name. */
export interface Scope<Config> {
  /** `update` scopes are requested only where the account enables updates. */
  tier: "read" | "update";
  /** Shown before consent. Written for the person who signs in. */
  why: string;
  /** Ask for it only under some configuration. `.Shared` forms are the host's business. */
  when?(config: Config): boolean;
  /** Of an update scope: under this configuration it is asked for even where updates are not enabled, because the configuration says so itself. */
  optIn?(config: Config): boolean;
}

/** A part of Microsoft 365 kept in step here as items: synced page by page, persisted, shared by any number of sensors. */
export interface Feed<Item extends Schema, S extends string, E extends Schemas, Config> {
  /** All of them are needed, each named in its weakest form. */
  scope: Some<S>;
  every: Every<Config>;
  item: Item;
  /** Raise it when `item` changes its meaning: stored items are then read anew, quietly. */
  version?: number;
  /**
   * Brings one key (a folder, a list, a calendar) one page further; called again while the page says `more`. The host commits items,
   * cursor and raised events of a page together. Undefined: nothing was read this time. `wants` is what the sensors on this key ask
   * for (bodies, a window); when it changes, the host restarts the key (no cursor) quietly. `items` is what is stored now. `asked`:
   * somebody wants it now (a refresh, a write), so a feed that skips rounds must read.
   */
  sync(call: CallContext<Config> & SyncOf<Out<Item>>): Awaitable<Page<Out<Item>> | undefined>;
  /** What a change means. Pure. Not called for the first full read. What came into being after `since` is news: when the last round began, less two minutes. */
  changed?(change: Change<Out<Item>> & { readonly since: Date }): readonly Raised<NoInfer<E>>[];
  /** What the passing of time means (an event started). Pure; every event has its `at`, after < at ≤ until. The host fires to the second. */
  due?(of: { readonly key: string; readonly items: ReadonlyMap<string, Out<Item>>; readonly after: Date; readonly until: Date }): readonly Raised<NoInfer<E>>[];
}
interface SyncOf<Item> { readonly key: string; readonly wants: readonly any[]; readonly cursor: string | undefined; readonly asked: boolean; readonly items: ReadonlyMap<string, Item> }
interface Change<Item> { readonly key: string; readonly id: string; readonly before: Item | undefined; readonly after: Item | undefined; readonly origin: Origin }
export type Origin = "casement" | "external";
export type Raised<E extends Schemas> = { [K in keyof E & string]: { event: K; payload: In<E[K]>; at?: Date } }[keyof E & string];

/** One sensor of a kind. `id` is stable (a Graph id or a config name), `key` the part of the feed it shows, `want` what it needs from it. */
export interface Instance {
  readonly id: string;
  readonly title: string;
  readonly key?: string;
  readonly want?: any;
  /** What the view needs to know (a colour): changing it costs no new read. */
  readonly about?: any;
}
/** `incomplete`: the list could not be read whole, so what is missing is not gone. */
export type Instances = readonly Instance[] | { readonly instances: readonly Instance[]; readonly incomplete: boolean };

interface SensorBase<V extends Schema, Config> {
  title: string;
  /** An object with `state`; every other property is an attribute. */
  value: V;
  present?: Presentation;
  /** From configuration or discovered in Graph with the plugin's read scopes; asked again on rescan. Left out: one sensor. */
  instances?(call: CallContext<Config>): Awaitable<Instances>;
}
/** A pure view of a feed, computed again when its items change or when `until` is reached. No network. */
export interface FeedSensor<V extends Schema, Name, Item, Config> extends SensorBase<V, Config> {
  feed: Name;
  view(of: { readonly items: ReadonlyMap<string, Item>; readonly now: Date; readonly instance: Instance; readonly config: Config; readonly account: Account }): { value: In<V>; until?: Date };
}
/** The simple form: read something on an interval. */
export interface ReadSensor<V extends Schema, S extends string, E extends Schemas, Config> extends SensorBase<V, Config> {
  feed?: undefined;
  scope: Some<S>;
  every: Every<Config>;
  read(call: CallContext<Config> & { readonly instance: Instance }): Awaitable<In<V>>;
  changed?(change: { readonly before: Out<V>; readonly after: Out<V>; readonly instance: Instance; readonly origin: Origin }): readonly Raised<NoInfer<E>>[];
}
type Sensor<V extends Schema, S extends string, F extends Schemas, E extends Schemas, Config> = ReadSensor<V, S, E, Config> | { [K in keyof F]: FeedSensor<V, K, Out<F[K]>, Config> }[keyof F];

/** Something a person, an automation or an agent can ask for. */
export interface Service<I extends Schema, S extends string, F, N, E extends Schemas, Config> {
  title: string;
  /** An object. */
  input: I;
  /** What `run` returns; checked. Callers, OpenAPI and MCP tools rely on it. */
  output: Schema;
  /** All of them are needed, each named in its weakest form. */
  scope: Some<S>;
  /** Used where they are allowed; where not, calls that need them are refused by the fence and the service says what it cannot do. */
  mayUse?: Some<S>;
  /** Acts on one sensor of this kind: the host adds the input `sensor`, resolves a slug, title or Graph id, and refreshes it afterwards. */
  target?: keyof N;
  /** Left out: a repeat does it twice, so nothing repeats it. */
  effect?: "read" | "idempotent";
  /** The input field that takes a text, where a surface has nothing but a text: Home Assistant's notify. Under `when`, all else may be left out. */
  notify?: { field: keyof In<I> & string; when?(config: Config): boolean };
  /** What else it changes; brought up to date at once. */
  touches?: readonly (keyof F | keyof N)[];
  /** `target` is the sensor acted on (of a service without `target`: an empty instance). */
  run(call: ServiceContext<Config, E> & { readonly input: Out<I>; readonly target: Instance }): Awaitable<unknown>;
}

/** How surfaces that know no plugin show a sensor, and which services control it. */
export interface Presentation {
  kind: "binary" | "number" | "timestamp" | "enum" | "text";
  icon?: string; unit?: string; options?: readonly string[]; deviceClass?: string;
  /** The attribute that holds a CSS colour. */
  colour?: string;
  items?: { attribute: string; as: "agenda" | "messages" | "list"; title: string; start?: string; end?: string; done?: { field: string; on: string; off: string } };
  control?: { on: string; off: string } | { select: string; field: string };
}

// ---- the plugin ----

/** What a host sees. The phantom property carries the types of config, sensors and services to programs that compose a host. */
export interface Plugin<Config = any, Values = any, Services = any> { readonly apiVersion: 1; readonly id: string; readonly title: string; readonly _types?: { config: Config; values: Values; services: Services } }

export function definePlugin<C extends Schema = Schema<{}, {}>, const S extends string = never, F extends Schemas = {}, N extends Schemas = {}, I extends Schemas = {}, O extends Schemas = {}, E extends Schemas = {}>(spec: {
  /** Lower-case words joined by hyphens; the key in the config and the first part of every address. */
  id: string;
  title: string;
  config?: C;
  scopes: { [K in S]: Scope<Out<C>> };
  feeds?: { [K in keyof F]: Feed<F[K], S, E, Out<C>> };
  sensors?: { [K in keyof N]: Sensor<N[K], S, F, E, Out<C>> };
  services?: { [K in keyof I]: Service<I[K], S, F, N, E, Out<C>> } & { [K in keyof O]: { output: O[K]; run(call: never): Awaitable<In<O[K]>> } };
  /** Payload schemas by event name. */
  events?: E;
  /**
   * What people read, in other languages, keyed by language and path: `{ de: { "sensors.folder.title": "Ordner" } }`. Paths: `title`,
   * `sensors.<kind>.title`, `sensors.<kind>.states.<state>` (`on` and `off` of a binary one), `sensors.<kind>.unit`,
   * `services.<name>.title`, `events.<name>.title`, `scopes.<name>.why`. Every language has the same paths.
   */
  texts?: Texts;
}): Plugin<In<C>, { [K in keyof N]: Out<N[K]> }, { [K in keyof I]: { input: In<I[K]>; output: K extends keyof O ? Out<O[K]> : unknown } }> {
  return Object.freeze({ ...spec, apiVersion: 1 }) as never;
}
