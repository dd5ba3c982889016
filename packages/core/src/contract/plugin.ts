import type { Duration } from "../duration.ts";
import type { Agenda } from "./agenda.ts";
import type {
  DueQuery,
  FeedChange,
  RaisedEvent,
  ReadCall,
  SensorInstances,
  ServiceCall,
  SyncCall,
  ValueChange,
  ViewCall,
} from "./calls.ts";
import type { CallContext, FeedPage } from "./context.ts";
import type { ForMany } from "./for-many.ts";
import type { Presentation } from "./presentation.ts";
import type { InputOf, OutputOf, Schema, SchemasByName } from "./schema.ts";
import type { ChangeSubscription, SubscribeQuery } from "./subscription.ts";
import type { TranslatedTexts } from "./translated-text.ts";

// What a plugin contributes. Data first: a host reads it without running the plugin.

type Awaitable<T> = T | Promise<T>;
type OneOrMore<T> = T | readonly T[];
/** Default: read at start, on request, and once a day. */
type Interval<Config> = Duration | ((config: Config) => Duration | undefined);

/**
 * A Graph permission that the plugin may use. Its key in `scopes` is the permission's name.
 *
 *     "Calendars.Read": { tier: "read", why: "Show your calendars and events" }
 */
export interface Scope<Config> {
  /** `update` scopes are requested only where the account enables updates. */
  tier: "read" | "update";
  /** What the person who signs in reads before they consent. */
  why: string;
  /** Request it only under this configuration. Where the account uses a shared mailbox, the host requests the `.Shared` form. */
  when?(config: Config): boolean;
  /** For an update scope: under this configuration it is requested even where updates are off, because the configuration itself asks for it. */
  optIn?(config: Config): boolean;
}

/**
 * A part of Microsoft 365 that the host synchronizes as items. A feed has keys (a folder, a list, a calendar), one for each
 * `SensorInstance.key`. Its items are stored, and any number of sensors can show them.
 */
export interface Feed<Item extends Schema, S extends string, E extends SchemasByName, Config> {
  /** All scopes that it needs, each in its least privileged form. */
  scope: OneOrMore<NoInfer<S>>;
  /** How often a round begins. People can override it in the configuration. */
  every: Interval<Config>;
  /** The schema of an item. Items that do not fit are skipped and logged. */
  item: Item;
  /** Increase it when the meaning of `item` changes: the host then reads stored keys from scratch, without events. */
  version?: number;
  /**
   * Reads one page of one key. The host calls it again while the page says `more`, and stores items, cursor and events of a page together.
   * Return undefined to skip the round. Throw to fail it: what was stored before stays, and the host tries again later.
   */
  sync(call: SyncCall<Config, OutputOf<Item>>): Awaitable<FeedPage<OutputOf<Item>> | undefined>;
  /** The events that one change means. Pure. Not called during the first full read of a key. */
  changed?(change: FeedChange<OutputOf<Item>>): readonly RaisedEvent<NoInfer<E>>[];
  /** The events that the passing of time means (a meeting began), each with its `at`. Pure. The host raises them to the second. */
  due?(query: DueQuery<OutputOf<Item>>): readonly RaisedEvent<NoInfer<E>>[];
  /** The changes of a key that Graph can report, so that the host need not poll. Pure. Undefined: it is polled. */
  subscribe?(query: SubscribeQuery<Config>): ChangeSubscription<NoInfer<S>> | undefined;
  /** How one account can read it for many. */
  forMany?: ForMany<NoInfer<S>, Config>;
  /** Makes each key a collection for calendar programs. */
  agenda?: Agenda<OutputOf<Item>>;
}

interface SensorBase<V extends Schema, Config> {
  /** The sensor's title, for people. An instance has its own. */
  title: string;
  /** An object with `state`. Its other properties are the sensor's attributes. All of it is JSON. */
  value: V;
  /** How surfaces show it. Default: the state as text. */
  present?: Presentation;
  /** The sensors of this kind, from the configuration or discovered in Graph with the plugin's read scopes. Default: one, named after the kind. */
  instances?(call: CallContext<Config>): Awaitable<SensorInstances>;
}

/** A sensor that shows a feed. `view` is pure and runs again when the items change, and at `until`. */
export interface FeedSensor<V extends Schema, Name, Item, Config> extends SensorBase<V, Config> {
  feed: Name;
  view(call: ViewCall<Item, Config>): { value: InputOf<V>; until?: Date };
}

/** A sensor that reads something at an interval. */
export interface ReadSensor<V extends Schema, S extends string, E extends SchemasByName, Config> extends SensorBase<V, Config> {
  feed?: undefined;
  /** All scopes that it needs, each in its least privileged form. */
  scope: OneOrMore<NoInfer<S>>;
  every: Interval<Config>;
  read(call: ReadCall<Config>): Awaitable<InputOf<V>>;
  /** The changes that Graph can report, so that the host need not poll. Pure. Undefined: it is polled. */
  subscribe?(query: SubscribeQuery<Config>): ChangeSubscription<NoInfer<S>> | undefined;
  forMany?: ForMany<NoInfer<S>, Config>;
  /** The events that a change of the value means. Pure. Not called for the first value. */
  changed?(change: ValueChange<OutputOf<V>>): readonly RaisedEvent<NoInfer<E>>[];
}

type Sensor<V extends Schema, S extends string, F extends SchemasByName, E extends SchemasByName, Config> =
  | ReadSensor<V, S, E, Config>
  | { [K in keyof F]: FeedSensor<V, K, OutputOf<F[K]>, Config> }[keyof F];

/**
 * Something that a person, an automation or an agent can call. Write it as one exported value with `service`.
 *
 * Type parameters: schemas of input and output; names of its scopes, of what it touches and of sensor kinds; the events that it raises; configuration.
 */
export interface Service<I extends Schema, O extends Schema, S extends string, F, N, Raised, Config> {
  /** For buttons, forms and menus: "Finish a task". */
  title: string;
  /** One sentence of at most 80 characters, which is what an agent reads. Default: `title`. */
  summary?: string;
  /** An object. */
  input: I;
  /** What `run` returns. The host checks it. */
  output: O;
  /** All scopes that it needs, each in its least privileged form. */
  scope: OneOrMore<NoInfer<S>>;
  /** Scopes that it uses where they are granted. Where they are not, requests that need them fail with `scope-fence`, and the service must work without them. */
  mayUse?: OneOrMore<NoInfer<S>>;
  /** It acts on one sensor of this kind: the host adds the input `sensor`, finds it by slug, title or Graph id, and refreshes it afterward. */
  target?: N;
  /** It also works without a sensor. `target` is then the empty instance, also if there is only one sensor, and `targets` has all of them. */
  optionalTarget?: true;
  /** `add` only makes something new, `remove` takes something away. Default: `change`. */
  effect?: "read" | "add" | "change" | "remove";
  /** The same call again changes nothing more, so a surface may repeat it. The effect `read` implies it. Default: false. */
  repeatable?: boolean;
  /**
   * Other people learn of it: mail, invitation, response, cancellation, chat message. Pure. `item` is the stored item that `item.id` names,
   * where there is one, and `items` has all of its key. Default: false.
   */
  reachesOthers?:
    | boolean
    | ((of: { readonly input: OutputOf<I>; readonly item: unknown; readonly items: ReadonlyMap<string, unknown> }) => boolean);
  /**
   * What a call would do, for the person who is asked before it runs, and for surfaces that let a program reach only some people: whom it reaches
   * besides those whom the input names in fields with the format `casement-addresses`, and what it acts on. It only reads: `graph` refuses changes.
   * Without it, a call that reaches others and names nobody counts as reaching people who are not known.
   */
  readonly preview?: (call: ServiceCall<Config, OutputOf<I>, Raised>) => Awaitable<CallPreview>;
  /** How it uses the items of a sensor. */
  item?: ItemUse<keyof InputOf<I> & string, N>;
  /** The field that takes a text where a surface has only a text (notifiers of Home Assistant). `when`: under this configuration no other field is required. */
  notify?: { field: keyof InputOf<I> & string; when?(config: Config): boolean };
  /** The feeds and sensor kinds that it changes besides `target`. The host refreshes them afterward. */
  touches?: readonly F[];
  /** Performs a call. Throw CasementError `input-invalid` for input that the schema cannot refuse (`invalidInput`). */
  readonly run: (call: ServiceCall<Config, OutputOf<I>, Raised>) => Awaitable<InputOf<O>>;
}

/** What a call would do. */
export interface CallPreview {
  /** Who learns of it: `Ada Reed <ada@example.com>`, or only the address. */
  readonly people?: readonly string[];
  /** Others learn of it too, who cannot be named. Default: whether neither `people` nor the input names anybody. */
  readonly reachesUnknown?: boolean;
  /** What it acts on, as people know it: subjects, titles. Not necessarily all. */
  readonly items?: readonly string[];
  /** How many items, if not all are in `items`. */
  readonly count?: number;
}

/**
 * How a service uses the items of a sensor, so that surfaces can offer it next to an item.
 *
 *     item: { of: "list", does: "complete", id: "id" }
 */
export interface ItemUse<Field extends string, Kind> {
  /** The sensor kind, or kinds, whose `present.items` it is about. */
  of: Kind | readonly Kind[];
  /**
   * `complete` has a `reopen`. `download` returns the attachment that `fields.file` names: `{ name, contentType, content }`, with the content in
   * base64. Without `fields.file` it returns the pictures that the text of the item refers to as `cid:<contentId>`:
   * `{ pictures: [{ contentId, contentType, content }] }`. `act` is anything else that is done to an item.
   */
  does: "list" | "open" | "download" | "add" | "change" | "complete" | "reopen" | "remove" | "act";
  /** The field that takes the item's id, or a list of ids. `list` and `add` have none, all others do. */
  id?: Field;
  /**
   * The fields that take what a surface has at hand: a line of text, the ends of a time range, the range to list, a search, a conversation, the
   * next page, the name of a file.
   * `read`: true to mark the item as read, false as unread. Surfaces call the service with it when they have shown the item, and with nothing else.
   * `allDay`: true for whole days, false for hours. `start` and `end` are then dates or times.
   * `series`: true for the whole series of the item. `start` and `end` then also take times of the day, `18:00`, and each item stays on its day.
   * `occurrence`: with the id of a series, which one of its items. Surfaces leave out both for an item without a series, and `occurrence` wherever they
   * have the id of the item itself.
   * `end` is exclusive: of whole days, the day after the last one. Forms show the last day instead.
   */
  fields?: Readonly<
    Partial<
      Record<
        | "text"
        | "start"
        | "end"
        | "allDay"
        | "series"
        | "occurrence"
        | "from"
        | "to"
        | "search"
        | "conversation"
        | "cursor"
        | "file"
        | "read",
        Field
      >
    >
  >;
  /** Only for items with one of these values: `{ responseStatus: ["accepted", "declined"] }`. */
  only?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /** Only for items that have something in each of these properties: `["attendees"]`. An empty list or text is nothing. */
  has?: readonly string[];
  /** Of `open`: the messages that it returns, for surfaces that show them to people. */
  shows?: MessagePresentation;
  /** Further input with which surfaces call it: for `shows`, such as the format of the body; of `list`, such as how many items a page has. */
  input?: Readonly<Partial<Record<Field, string | number | boolean>>>;
}

/** What a service returns for people to read: one message, or a list of them. Names of properties of a message. */
export interface MessagePresentation {
  /** The property of the output that has the list, newest first. Omitted: the output is the message. */
  attribute?: string;
  title?: string;
  from?: string;
  /** Texts, or objects with name and address. */
  to?: string;
  /** When it was written or received. */
  start?: string;
  text?: string;
  /** Surfaces sanitize it, and load nothing from elsewhere unless the person asks. `cid:` addresses of pictures: see `download`. */
  html?: string;
  /** True if the text is not complete. */
  truncated?: string;
  /** True if the user wrote it. */
  own?: string;
  /** Names of the attachments. */
  attachments?: string;
}

/** What `definePlugin` returns. The host reads `apiVersion` and `id`; `_types` exists only for the compiler. */
export interface Plugin<Types extends PluginTypes = any> {
  readonly apiVersion: 1;
  readonly id: Types["id"];
  readonly title: string;
  readonly _types?: Types;
}

/** The types that a plugin carries to programs that compose a host. */
export interface PluginTypes {
  id: string;
  /** What the plugin's schema accepts. */
  config: any;
  /** Values by sensor kind. */
  values: any;
  /** Input and output by service name. */
  services: any;
  /** Payloads by event name. */
  events: any;
  /** Names of feeds and of sensor kinds that are read at an interval. */
  intervals: string;
}

/**
 * Writes one service as one value. Inference gives `run` its types. `config` and `events` are the plugin's own schemas; name them where
 * `run` uses the configuration or raises events.
 *
 *     export const completeTask = service({
 *       title: "Finish a task",
 *       summary: "Mark a task as done.",
 *       input: z.object({ id: z.string().min(1).describe("Task id") }),
 *       output: task,
 *       scope: "Tasks.ReadWrite",
 *       target: "list",
 *       repeatable: true,
 *       item: { of: "list", does: "complete", id: "id" },
 *       async run({ graph, input, target, markWritten }) { … },
 *     });
 */
export function service<
  I extends Schema,
  O extends Schema,
  const S extends string,
  const F extends string = never,
  const N extends string = never,
  C extends Schema = Schema<{}, {}>,
  E extends SchemasByName = {},
>(
  spec: Omit<Service<I, O, S, F, N, RaisedEvent<NoInfer<E>>, OutputOf<C>>, "scope" | "mayUse"> & {
    scope: OneOrMore<S>;
    mayUse?: OneOrMore<S>;
    config?: C;
    events?: E;
  },
): Service<I, O, S, NoInfer<F>, NoInfer<N>, RaisedEvent<E>, OutputOf<C>> {
  return Object.freeze({ ...spec });
}

/**
 * Makes a plugin. The compiler checks what it can: that the named scopes, feeds, sensors and events are declared, and that values
 * and payloads fit their schemas. The host checks the rest when it loads the plugin.
 *
 *     export const quotaPlugin = definePlugin({
 *       id: "quota",
 *       title: "Mailbox quota",
 *       scopes: { "Mail.ReadBasic": { tier: "read", why: "Count your unread mail" } },
 *       sensors: {
 *         unread: {
 *           title: "Unread mail",
 *           scope: "Mail.ReadBasic",
 *           every: "5m",
 *           value: z.object({ state: z.number() }),
 *           read: async ({ graph }) => ({ state: (await graph.get<{ unreadItemCount: number }>("/me/mailFolders/inbox")).unreadItemCount }),
 *         },
 *       },
 *     });
 */
export function definePlugin<
  const Id extends string,
  C extends Schema = Schema<{}, {}>,
  const S extends string = never,
  F extends SchemasByName = {},
  N extends SchemasByName = {},
  I extends SchemasByName = {},
  O extends SchemasByName = {},
  E extends SchemasByName = {},
>(spec: {
  /** Lowercase words joined by hyphens. It is the plugin's key in the configuration and the first part of every name of its sensors, services and events. */
  id: Id;
  title: string;
  /** The schema of the plugin's block in the configuration. Default: no settings. */
  config?: C;
  scopes: { [K in S]: Scope<OutputOf<C>> };
  feeds?: { [K in keyof F]: Feed<F[K], S, E, OutputOf<C>> };
  sensors?: { [K in keyof N]: Sensor<N[K], S, F, E, OutputOf<C>> };
  services?: { [K in keyof I]: Service<I[K], any, S, keyof F | keyof N, keyof N, RaisedEvent<NoInfer<E>>, OutputOf<C>> } & {
    [K in keyof O]: { output: O[K]; run(call: never): Awaitable<InputOf<O[K]>> };
  };
  /** Payload schemas by event name. */
  events?: E;
  /**
   * Texts in other languages, by language tag and path: `{ de: { "sensors.folder.title": "Ordner" } }`. Every language has the same paths;
   * `en` has only what the definition does not say in English, the words for states. Paths:
   *
   * - `title`, `sensors.<kind>.title`, `services.<name>.title`, `events.<name>.title`, `scopes.<name>.why`
   * - `sensors.<kind>.states.<state>` (`on` and `off` of a binary one), `sensors.<kind>.unit`, and `.unitOfOne` if 1 has another word
   * - `services.<name>.summary`, `services.<name>.input.<field>.title`, `.description`, and `.values.<value>`
   * - `config.<field>.title`, `.description`, and `.values.<value>`; of the objects in a list `config.<list>.<field>.title`. See `settingTexts`
   */
  texts?: TranslatedTexts;
}): Plugin<{
  id: Id;
  config: InputOf<C>;
  values: { [K in keyof N]: OutputOf<N[K]> };
  services: { [K in keyof I]: { input: InputOf<I[K]>; output: K extends keyof O ? OutputOf<O[K]> : unknown } };
  events: { [K in keyof E]: OutputOf<E[K]> };
  intervals: (keyof F | keyof N) & string;
}> {
  return Object.freeze({ ...spec, apiVersion: 1 as const });
}
