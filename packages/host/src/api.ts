import type { CasementError, Clock, Duration, Logger, Plugin, Presentation, ScopeReport, Texts } from "@casement/core";
import type { Cloud } from "./auth/authority.ts";
import type { CallbackSignIn, DeviceCodeSignIn, SignInResult } from "./auth/sign-in-result.ts";
import type { GraphCost, Workload } from "./graph/index.ts";
import type { Transport } from "./transport.ts";

// What a program, a surface and the command line see of a running host.

export interface HostOptions {
  /** Absolute path of the folder that holds tokens, feeds and the journal; made with mode 0700. */
  dataDir: string;
  accounts: readonly AccountOptions[];
  /** Defaults to a logger that writes warnings and errors to standard error. */
  log?: Logger;
  /** How requests to Microsoft leave: the global fetch unless told otherwise. An emulator is plugged in here. */
  transport?: Transport;
  clock?: Clock;
  /** Base64 or hex key of 32 bytes; otherwise CASEMENT_KEY, otherwise a key file in `dataDir`. */
  key?: string;
  /** Folders that services may read from and write to, and hosts from which they may fetch files by https ("example.com", "*.example.com"). */
  files?: { readonly read?: readonly string[]; readonly write?: readonly string[]; readonly hosts?: readonly string[] };
}

export interface AccountOptions {
  /** ^[a-z][a-z0-9-]{0,31}$, unique. */
  name: string;
  clientId: string;
  clientSecret?: string;
  /** Date on which the secret ends; warned of 30, 7 and 1 days ahead. */
  clientSecretExpires?: string;
  /** `work`, `personal`, or a tenant id or domain. */
  accountType: string;
  cloud?: Cloud;
  /** Whether update scopes are requested at all. Default false. */
  enableUpdate?: boolean;
  sharedMailbox?: string;
  /** Reuse another account's sign-in. */
  signIn?: string;
  /** IANA name; the machine's unless given. */
  timeZone?: string;
  plugins: readonly PluginOptions[];
}

export interface PluginOptions<P extends Plugin = Plugin> {
  plugin: P;
  config?: unknown;
  enableUpdate?: boolean;
  enabled?: boolean;
  /** Per feed or sensor kind. */
  every?: Readonly<Record<string, Duration>>;
}

export interface Host extends AsyncDisposable {
  readonly accounts: readonly AccountHandle[];
  /** Throws `account-unknown`, naming the nearest. */
  account(name: string): AccountHandle;
  /**
   * Takes the data folder and begins to keep sensors live. `mode: "once"` opens it with the values that are stored and for calls: no scheduler, until it
   * is started again.
   */
  start(mode?: "live" | "once"): Promise<void>;
  /** Says where commands find this host: writes `run.json` into the data folder. After `start`; `stop` takes it away. */
  announce(run: { address: string; token: string }): Promise<void>;
  /** Ends calls in flight within a limit, writes what is pending, gives the folder back. */
  stop(): Promise<void>;
  sensors(): readonly SensorSnapshot[];
  /** By full address `account/plugin/sensor`. Throws `sensor-unknown`. */
  sensor(id: string): SensorSnapshot;
  services(): readonly ServiceInfo[];
  /** What each account has at work: its plugins, and `account` for the host's own events. */
  plugins(): readonly PluginInfo[];
  readonly events: EventJournal;
  /** Tells of every sensor that appears, changes or goes. Returns the end of it. */
  onSensor(listener: (snapshot: SensorSnapshot) => void): () => void;
  /** Resolves when nothing is being read, written or recomputed. */
  settled(): Promise<void>;
  metrics(): HostMetrics;
}

export type AccountState = "signed-out" | "signed-in" | "sign-in-required";

export interface AccountStatus {
  readonly name: string;
  readonly state: AccountState;
  readonly type: "work" | "personal";
  /** Only once signed in. */
  readonly username?: string;
  /** Plain words: what is wrong and what to do. */
  readonly problem?: { readonly code: string; readonly message: string; readonly cure: string };
  /** Signed in without updates because an administrator has to approve them. */
  readonly updatesDeclined: boolean;
  readonly plugins: readonly PluginStatus[];
  /** Service family → until when Graph wants a pause. */
  readonly throttledUntil: Readonly<Partial<Record<Workload, string>>>;
  /** Secret expiry and the like. */
  readonly warnings: readonly string[];
}

export interface PluginStatus {
  readonly id: string;
  readonly title: string;
  readonly access: "off" | "read" | "update";
  readonly missing: readonly string[];
  /** Why it is off or limited, in plain words. */
  readonly reason?: string;
  /** Feeds on their first read: items so far. */
  readonly syncing?: { readonly items: number };
  readonly error?: string;
  /** It could not start: nothing of it works until the hub starts again. */
  readonly failed?: true;
  /** It did not start, or a list of its sensors has not been read since: one that is missing may only be late. */
  readonly incomplete?: true;
}

export interface AccountHandle {
  readonly name: string;
  readonly options: AccountOptions;
  status(): AccountStatus;
  /** Who asks for which permission, what was granted, and what follows. */
  scopes(): ScopeReport;
  signIn: SignIn;
  /** Deletes tokens, and the account's data unless `keepData`. */
  logout(options?: { keepData?: boolean }): Promise<void>;
  /** Runs `plugin/name`. Throws `service-unknown`, `service-refused`, `input-invalid` and what Graph answers. */
  call(service: string, input?: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown>;
  /** Typed form of `call`. */
  service<P extends Plugin, K extends keyof ServicesOf<P> & string>(
    plugin: P,
    name: K,
    input: ServicesOf<P>[K]["input"] & { sensor?: string },
    options?: CallOptions,
  ): Promise<ServicesOf<P>[K]["output"]>;
  /** Typed value of a sensor of one kind; `sensor` may be left out when there is only one. Throws `sensor-unknown`. */
  sensor<P extends Plugin, K extends keyof ValuesOf<P> & string>(plugin: P, kind: K, sensor?: string): ValuesOf<P>[K] | undefined;
  /** Brings one sensor (slug `plugin/sensor`), or everything, up to date now. */
  refresh(sensor?: string): Promise<void>;
  /** Looks for new and vanished calendars, lists, folders. */
  rescan(): Promise<void>;
}

/** Every sign-in asks for the whole current set of permissions. */
export interface SignIn {
  /** What to show; its `done` settles when the person has finished. */
  deviceCode(options?: SignInOptions): Promise<DeviceCodeSignIn>;
  /** The address to open in a browser. The answer arrives at `redirectUri` and is handed to `complete`. */
  callback(redirectUri: string, options?: SignInOptions): Promise<CallbackSignIn>;
  /** Whether an address is the answer to a sign-in that waits for this account. */
  expects(url: string): boolean;
  /** Finishes a callback sign-in with the address at which the browser ended; a pasted one will do. */
  complete(url: string): Promise<SignInResult>;
}
export interface SignInOptions {
  /** Ask for read permissions only, and remember it. */
  withoutUpdates?: boolean;
  signal?: AbortSignal;
}

export interface CallOptions {
  signal?: AbortSignal;
  progress?(done: number, of: number): void;
  /** Who asks, for the audit line: "cli", "http", "mqtt", "mcp", "program". */
  via?: string;
}

export type ServicesOf<P> = P extends Plugin<any, any, infer S> ? S : never;
export type ValuesOf<P> = P extends Plugin<any, infer V, any> ? V : never;

export interface SensorSnapshot {
  /** `account/plugin/sensor`. */
  readonly id: string;
  readonly account: string;
  readonly plugin: string;
  /** The sensor's kind within the plugin. */
  readonly kind: string;
  readonly title: string;
  /** Undefined until first known. */
  readonly state: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** When the value last changed. */
  readonly updatedAt: string | undefined;
  /** The value may be out of date: Graph was not reached in time, or the account must sign in. */
  readonly stale: boolean;
  /** Vanished in Microsoft 365; kept for 30 days. */
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
  /** Why it is not offered. */
  readonly reason?: string;
  readonly effect: "read" | "idempotent" | "unsafe";
  /** Sensor kind that the input `sensor` selects from. */
  readonly target?: string;
  /** Input field that takes a text with nothing else beside it. Only while it is offered and the configuration allows that. */
  readonly notify?: string;
  readonly scopes: readonly string[];
  /** JSON Schema (2020-12). */
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
}

export interface PluginInfo {
  readonly account: string;
  readonly id: string;
  readonly title: string;
  /** The kinds of its sensors with their own titles. A sensor whose title is another has it from a person. */
  readonly sensors: Readonly<Record<string, string>>;
  /** Names of the events it may raise, without the plugin's id. */
  readonly events: readonly string[];
  /** Its titles, states and reasons in other languages; `textIn` of core looks one up. */
  readonly texts?: Texts;
}

export interface JournalEvent {
  /** Digits, rising over all accounts; resume after it. */
  readonly id: string;
  readonly account: string;
  /** `plugin/name` or `account/name`. */
  readonly type: string;
  /** ISO 8601: when it happened. */
  readonly at: string;
  readonly payload: unknown;
}

export interface EventJournal {
  /** Oldest first. `lost` says that events between `after` and the first one are no longer kept. */
  after(id?: string, limit?: number): { readonly events: readonly JournalEvent[]; readonly lost: boolean };
  readonly lastId: string | undefined;
  subscribe(listener: (event: JournalEvent) => void): () => void;
}

export interface GraphMetricsSnapshot {
  readonly total: GraphCost;
  /** Per plugin and path shape. */
  readonly calls: readonly (GraphCost & { readonly plugin: string; readonly path: string })[];
}

export interface HostMetrics {
  readonly startedAt: string | undefined;
  /** By account: what its calls to Graph cost since the start. */
  readonly graph: Readonly<Record<string, GraphMetricsSnapshot>>;
}

export type { CallbackSignIn, CasementError, Cloud, DeviceCodeSignIn, GraphCost, SignInResult, Transport };
