import type { Account, CallContext, ServiceContext } from "./context.ts";
import type { InputOf, SchemasByName } from "./schema.ts";

// The arguments of a plugin's functions, by name, for functions that are declared outside of `definePlugin`.

/** The argument of `Feed.sync`: which key to read, from where, and what for. */
export type SyncCall<Config = unknown, Item = unknown, Needs = any> = CallContext<Config> & {
  /** The part of the feed to read: a folder, a list, a calendar. */
  readonly key: string;
  /** The `needs` of the sensors that show this key. Sensors without `needs` are omitted. */
  readonly needs: readonly Needs[];
  /** Where the last page ended. Undefined at the beginning of a full read. */
  readonly cursor: string | undefined;
  /** Whether the read was requested (a refresh, a write). A feed that skips rounds must then read. */
  readonly onDemand: boolean;
  /** The items that are stored now, by id. */
  readonly items: ReadonlyMap<string, Item>;
  /** Ids that calendar programs have created and that the feed has not returned yet. Read them by id if they are not in the page. */
  readonly awaited: readonly string[];
};

/** Where a change was made: by a service of this account, or elsewhere. */
export type ChangeOrigin = "casement" | "external";

/** The argument of `Feed.changed`: one item that was added (`before` undefined), changed, or removed (`after` undefined). */
export interface FeedChange<Item> {
  readonly key: string;
  readonly id: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly origin: ChangeOrigin;
  /** When the previous round began, minus two minutes. An item that was created later is new. */
  readonly since: Date;
  /** All items of the key before the change, by id. */
  readonly items: ReadonlyMap<string, Item>;
}

/** The argument of `Feed.due`: the period in which to look, after < at ≤ until. */
export interface DueQuery<Item> {
  readonly key: string;
  readonly items: ReadonlyMap<string, Item>;
  readonly after: Date;
  readonly until: Date;
}

/** The argument of `FeedSensor.view`. */
export interface ViewCall<Item, Config = unknown, ViewData = any> {
  /** The items of the instance's key, by id. */
  readonly items: ReadonlyMap<string, Item>;
  readonly now: Date;
  readonly instance: KeyedInstance<any, ViewData>;
  readonly config: Config;
  readonly account: Account;
}

/** The argument of `ReadSensor.read`. */
export type ReadCall<Config = unknown, ViewData = any> = CallContext<Config> & { readonly instance: KeyedInstance<any, ViewData> };

/** The argument of `ReadSensor.changed`. */
export interface ValueChange<Value, ViewData = any> {
  readonly before: Value;
  readonly after: Value;
  readonly instance: KeyedInstance<any, ViewData>;
  readonly origin: ChangeOrigin;
}

/**
 * The argument of `Service.run`. `target` is the sensor that the caller named; for a service without `target`, an empty instance. `targets` has
 * that sensor alone, or, if none was named, all of the kind. For a service without `target`, those whose items it uses (`item.of`).
 */
export type ServiceCall<Config = unknown, Input = unknown, Raised = never> = ServiceContext<Config, Raised> & {
  readonly input: Input;
  readonly target: KeyedInstance;
  readonly targets: readonly KeyedInstance[];
};

/** One sensor of a kind. */
export interface SensorInstance<Needs = any, ViewData = any> {
  /** Stable: an id of Graph, or a name from the configuration. */
  readonly id: string;
  readonly title: string;
  /** The key of the feed that the sensor shows. Default: the empty text, one key that all sensors without a key share. */
  readonly key?: string;
  /** What the sensor needs from the feed (a time window, message bodies). JSON. When it changes, the host reads the key from scratch, without events. */
  readonly needs?: Needs;
  /** What the view needs to know (a color). JSON. A change costs no request. */
  readonly viewData?: ViewData;
}

/** A sensor as functions receive it, with the default of `key` filled in. */
export type KeyedInstance<Needs = any, ViewData = any> = SensorInstance<Needs, ViewData> & { readonly key: string };

/** The sensors of a kind. `incomplete`: the list could not be read to its end, so missing sensors are kept. */
export type SensorInstances<Needs = any, ViewData = any> =
  | readonly SensorInstance<Needs, ViewData>[]
  | { readonly instances: readonly SensorInstance<Needs, ViewData>[]; readonly incomplete: boolean };

/** An event to raise. `at` is when it happened; default: now. */
export type RaisedEvent<E extends SchemasByName> = {
  [K in keyof E & string]: { event: K; payload: InputOf<E[K]>; at?: Date };
}[keyof E & string];
