import type {
  CasementError,
  Clock,
  Duration,
  ItemUse,
  Logger,
  PermissionMap,
  Plugin,
  Presentation,
  ScopeReport,
  TranslatedTexts,
} from "@casement/core";
import type { AccountEventName } from "./account/account-events.ts";
import type { Cloud } from "./auth/authority.ts";
import type { CallbackSignIn, DeviceCodeSignIn, SignInResult } from "./auth/sign-in-result.ts";
import type { GraphCost, Workload } from "./graph/index.ts";
import type { Transport } from "./transport.ts";

// The host's public interface, for programs, surfaces and the command line.

export interface HostOptions<A extends DefinedAccount = DefinedAccount> {
  /** Absolute path of the folder for tokens, feeds and the journal. Created with mode 0700. */
  dataDir: string;
  /** Created with `defineAccount`. */
  accounts: readonly A[];
  /** Default: writes warnings and errors to standard error. */
  log?: Logger;
  /** Sends the requests to Microsoft. Default: the global `fetch`. Pass an emulator's to run without Microsoft. */
  transport?: Transport;
  clock?: Clock;
  /** The permissions that each request needs. Default: for the first-party plugins. For third-party plugins, pass Microsoft's whole map, see `createPermissionMap`. */
  permissionMap?: PermissionMap;
  /** Encryption key: 32 bytes as base64 or hex. Default: `CASEMENT_KEY`, or else the key file in `dataDir`. */
  key?: string;
  /** Folders that services may read and write, and hosts from which they may fetch files over HTTPS ("example.com", "*.example.com"). */
  files?: { readonly read?: readonly string[]; readonly write?: readonly string[]; readonly hosts?: readonly string[] };
}

/** The argument of `defineAccount`. */
export interface AccountOptions<Name extends string = string, Plugins extends readonly Plugin[] = readonly Plugin[]> {
  /** Unique. Must match `^[a-z][a-z0-9-]{0,31}$`. */
  name: Name;
  clientId: string;
  clientSecret?: string;
  /** Date on which the secret expires. The host warns 30, 7 and 1 days before. */
  clientSecretExpires?: string;
  /** `work`, `personal`, or a tenant's id or domain. */
  accountType: string;
  cloud?: Cloud;
  /** Whether to request update scopes. Default: false. */
  enableUpdate?: boolean;
  sharedMailbox?: string;
  /** Name of the account whose sign-in this account uses. */
  signIn?: string;
  /** IANA time zone. Default: the machine's. */
  timeZone?: string;
  plugins: readonly [...{ [K in keyof Plugins]: PluginOptions<Plugins[K]> }];
}

/** A plugin of an account. */
export interface PluginOptions<P extends Plugin = Plugin> {
  plugin: P;
  /** The input of the plugin's config schema. Default: `{}`. */
  config?: TypesOf<P>["config"];
  /** Overrides the account's `enableUpdate`. */
  enableUpdate?: boolean;
  /** Default: true. */
  enabled?: boolean;
  /** Overrides the interval per feed or sensor kind that is read at an interval. At least 15s. */
  every?: Readonly<Partial<Record<TypesOf<P>["intervals"], Duration>>>;
}

declare const usedPlugins: unique symbol;

/** An account created with `defineAccount`. Its type carries its name and its plugins' types to the host. */
export interface DefinedAccount<Name extends string = string, P extends Plugin = Plugin> extends AccountOptions<Name> {
  readonly [usedPlugins]: P;
}

/** The plugins of defined accounts, as a union. */
export type PluginsOf<A extends DefinedAccount> = A[typeof usedPlugins];

export interface Host<A extends DefinedAccount = DefinedAccount> extends AsyncDisposable {
  readonly accounts: readonly AccountHandle[];
  /** @throws CasementError `account-unknown` */
  account(name: A["name"]): AccountHandle;
  /**
   * Locks the data folder and keeps the sensors up to date. With `mode: "once"` there is no scheduler: stored values are available and
   * services can be called. Call `start` again to go live.
   */
  start(mode?: "live" | "once"): Promise<void>;
  /** Writes `run.json` to the data folder, where commands find this host's address. Call it after `start`; `stop` removes the file. */
  announce(run: { address: string; token: string }): Promise<void>;
  /** Waits a limited time for running calls, aborts the rest, writes pending data and releases the data folder. */
  stop(): Promise<void>;
  sensors(): readonly SensorSnapshot[];
  /** Finds a sensor by its full id `account/plugin/sensor`. @throws CasementError `sensor-unknown` */
  sensor(id: string): SensorSnapshot;
  services(): readonly ServiceInfo[];
  /** The plugins of each account, and `account` for the host's own events. */
  plugins(): readonly PluginInfo[];
  readonly events: EventJournal<EventsOf<A>>;
  /** Calls the listener whenever a sensor appears, changes or disappears. Returns a function that unsubscribes. */
  onSensor(listener: (snapshot: SensorSnapshot) => void): () => void;
  /** Resolves when no read, write or computation is running. */
  settled(): Promise<void>;
  metrics(): HostMetrics;
}

export type AccountState = "signed-out" | "signed-in" | "sign-in-required";

export interface AccountStatus {
  readonly name: string;
  readonly state: AccountState;
  readonly type: "work" | "personal";
  /** Set once signed in. */
  readonly username?: string;
  /** What is wrong and what to do, in plain words. */
  readonly problem?: { readonly code: string; readonly message: string; readonly cure: string };
  /** Signed in without update scopes, because an administrator must approve them. */
  readonly updatesDeclined: boolean;
  readonly plugins: readonly PluginStatus[];
  /** Graph workload → ISO 8601 time until which Graph throttles it. */
  readonly throttledUntil: Readonly<Partial<Record<Workload, string>>>;
  /** For example, that the client secret expires soon. */
  readonly warnings: readonly string[];
}

export interface PluginStatus {
  readonly id: string;
  readonly title: string;
  readonly access: "off" | "read" | "update";
  readonly missing: readonly string[];
  /** Why access is off or limited, in plain words. */
  readonly reason?: string;
  /** Items read so far by feeds on their first full read. */
  readonly syncing?: { readonly items: number };
  readonly error?: string;
  /** The plugin failed to start and does not work until the hub restarts. */
  readonly failed?: true;
  /** The plugin failed to start, or a list of its sensors has not been read since the start: a missing sensor may still appear. */
  readonly incomplete?: true;
}

export interface AccountHandle {
  readonly name: string;
  readonly options: AccountOptions;
  status(): AccountStatus;
  /** Which plugin requests which permission, what was granted, and what is missing as a result. */
  scopes(): ScopeReport;
  signIn: SignIn;
  /** Deletes the tokens. Also deletes the account's data unless `keepData` is set. */
  logout(options?: { keepData?: boolean }): Promise<void>;
  /**
   * Calls the service `plugin/name`.
   * @throws CasementError `service-unknown`, `service-refused`, `input-invalid`, or an error from Graph
   */
  call(service: string, input?: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown>;
  /** `call` with the plugin's types. */
  service<P extends Plugin, K extends keyof ServicesOf<P> & string>(
    plugin: P,
    name: K,
    input: ServicesOf<P>[K]["input"] & { sensor?: string },
    options?: CallOptions,
  ): Promise<ServicesOf<P>[K]["output"]>;
  /** The typed value of a sensor. Omit `sensor` when the plugin has only one of this kind. @throws CasementError `sensor-unknown` */
  sensor<P extends Plugin, K extends keyof ValuesOf<P> & string>(plugin: P, kind: K, sensor?: string): ValuesOf<P>[K] | undefined;
  /** Calls the listener whenever this account raises the event. Returns a function that unsubscribes. */
  on<P extends Plugin, K extends keyof TypesOf<P>["events"] & string>(
    plugin: P,
    event: K,
    listener: (payload: TypesOf<P>["events"][K], event: JournalEvent) => void,
  ): () => void;
  /**
   * Whether other people notice a call of the service: an email, invitation, response, cancellation or chat message. Sends no request.
   * @throws CasementError `service-unknown` or `input-invalid`
   */
  reachesOthers(service: string, input?: Readonly<Record<string, unknown>>): Promise<boolean>;
  /** Reads one sensor (`plugin/sensor`) or, without an argument, all of them now. */
  refresh(sensor?: string): Promise<void>;
  /** Looks for new and removed calendars, lists and folders. */
  rescan(): Promise<void>;
}

/** Every sign-in requests all permissions that the account's plugins need at that time. */
export interface SignIn {
  /** Returns the code and address to show. Its `done` settles when the person has finished. */
  deviceCode(options?: SignInOptions): Promise<DeviceCodeSignIn>;
  /** Returns the address to open in a browser. Microsoft redirects to `redirectUri`; pass that address to `complete`. */
  callback(redirectUri: string, options?: SignInOptions): Promise<CallbackSignIn>;
  /** Whether the redirect address belongs to a pending sign-in of this account. */
  expects(url: string): boolean;
  /** Completes a callback sign-in with the address to which the browser was redirected, which may be pasted by a person. */
  complete(url: string): Promise<SignInResult>;
}
export interface SignInOptions {
  /** Request read permissions only, and keep doing so until a full sign-in succeeds. */
  withoutUpdates?: boolean;
  signal?: AbortSignal;
}

export interface CallOptions {
  signal?: AbortSignal;
  progress?(done: number, of: number): void;
  /** The caller, for the audit log: "cli", "http", "mqtt", "mcp", "program". */
  via?: string;
}

/** The types that a plugin carries: `TypesOf<typeof calendarPlugin>["services"]`. */
export type TypesOf<P> = P extends Plugin<infer T> ? T : never;
export type ServicesOf<P> = TypesOf<P>["services"];
export type ValuesOf<P> = TypesOf<P>["values"];

export interface SensorSnapshot {
  /** `account/plugin/sensor`. */
  readonly id: string;
  readonly account: string;
  readonly plugin: string;
  /** The sensor's kind within the plugin. */
  readonly kind: string;
  readonly title: string;
  /** Undefined until the first value is known. */
  readonly state: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** When the value last changed. */
  readonly updatedAt: string | undefined;
  /** The value may be outdated: the last read failed, or the account must sign in. */
  readonly stale: boolean;
  /** No longer exists in Microsoft 365. Kept for 30 days. */
  readonly gone: boolean;
  readonly error: string | undefined;
  readonly present: Presentation | undefined;
}

export interface ServiceInfo {
  /** `plugin/name`. */
  readonly id: string;
  readonly account: string;
  readonly title: string;
  readonly offered: boolean;
  /** Why the service is not offered. */
  readonly reason?: string;
  /** One sentence. */
  readonly summary: string;
  readonly effect: "read" | "add" | "change" | "remove";
  /** Whether calling the service again with the same input changes nothing more. */
  readonly repeatable: boolean;
  /** Whether other people notice a call. If `sometimes`, use `AccountHandle.reachesOthers`. */
  readonly reachesOthers: "never" | "sometimes" | "always";
  /** How the service acts on the items of a sensor. */
  readonly item?: ItemUse<string, string>;
  /** The sensor kind that the input `sensor` selects. */
  readonly target?: string;
  /** The input field that takes a notification's text; no other field is required. Set while the service is offered and the config allows it. */
  readonly notify?: string;
  readonly scopes: readonly string[];
  /** JSON Schema (2020-12), with the notes on fields. Do not list `x-aliases`: see `withoutAliases`. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
}

export interface PluginInfo {
  readonly account: string;
  readonly id: string;
  readonly title: string;
  /** Sensor kind → default title. A sensor with a different title was named by a person. */
  readonly sensors: Readonly<Record<string, string>>;
  /** Names of the events that it may raise, without the plugin's id. */
  readonly events: readonly string[];
  /** Paths of texts that a person wrote, by sensor kind and event name. `withoutPaths` removes them. */
  readonly privatePaths: { readonly sensors: PathsByName; readonly events: PathsByName };
  /** Titles, states and reasons in other languages. Look them up with `translatedText` from `@casement/core`. */
  readonly texts?: TranslatedTexts;
}

/** Paths by name: `{ calendar: ["events.*.body"] }`. */
export type PathsByName = Readonly<Record<string, readonly string[]>>;

export interface JournalEvent {
  /** Digits. Ids increase across all accounts, so a reader can resume after the last one. */
  readonly id: string;
  readonly account: string;
  /** `plugin/name` or `account/name`. */
  readonly type: string;
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly payload: unknown;
}

/** The events that a host's plugins and accounts can raise, as a union by `type`. */
export type EventsOf<A extends DefinedAccount> = string extends TypesOf<PluginsOf<A>>["id"]
  ? JournalEvent
  : PluginEvent<PluginsOf<A>> | AccountEvent;
type PluginEvent<P> =
  P extends Plugin<infer T>
    ? {
        [K in keyof T["events"] & string]: JournalEvent & { readonly type: `${T["id"]}/${K}`; readonly payload: T["events"][K] };
      }[keyof T["events"] & string]
    : never;
type AccountEvent = JournalEvent & { readonly type: `account/${AccountEventName}` };

export interface EventJournal<E extends JournalEvent = JournalEvent> {
  /** Events after `id`, oldest first. `lost`: some events between `id` and the first one are no longer kept. */
  after(id?: string, limit?: number): { readonly events: readonly E[]; readonly lost: boolean };
  readonly lastId: string | undefined;
  subscribe(listener: (event: E) => void): () => void;
}

export interface GraphMetricsSnapshot {
  readonly total: GraphCost;
  /** Per plugin and path shape (the path without ids). */
  readonly calls: readonly (GraphCost & { readonly plugin: string; readonly path: string })[];
}

export interface HostMetrics {
  readonly startedAt: string | undefined;
  /** Account → cost of its Graph requests since the start. */
  readonly graph: Readonly<Record<string, GraphMetricsSnapshot>>;
}

export type { CallbackSignIn, CasementError, Cloud, DeviceCodeSignIn, GraphCost, SignInResult, Transport };
