import type {
  CasementError,
  Clock,
  Duration,
  ItemUse,
  Logger,
  PermissionMap,
  Plugin,
  Presentation,
  RequestedSet,
  ScopeReport,
  TranslatedTexts,
} from "@casement/core";
import type { AccountEventName } from "./account/account-event-names.ts";
import type { FailedCall } from "./account/failed-call.ts";
import type { RefusedAgentCall } from "./account/refused-agent-call.ts";
import type { SwitchedOffWebhook } from "./account/switched-off-webhook.ts";
import type { CollectionAccess, CollectionEvent } from "./agenda/collection.ts";
import type { AuditLog } from "./audit/audit-log.ts";
import type { Cloud } from "./auth/authority.ts";
import type { ClientCertificate } from "./auth/client-certificate.ts";
import type { CallbackSignIn, DeviceCodeSignIn, SignInResult } from "./auth/sign-in-result.ts";
import type { GraphCost } from "./graph/index.ts";
import type { StateChange } from "./history/state-changes.ts";
import type { EventJournal, JournalEvent } from "./journal-types.ts";
import type { GraphMetricsSnapshot, HostMetrics } from "./metrics-types.ts";
import type { HostPorts } from "./ports/index.ts";
import type { PreviewedCall } from "./preview-types.ts";
import type { SealedState } from "./sealed-state-types.ts";
import type { StaleReason } from "./sensors/live-sensor.ts";
import type { SensorQuery } from "./sensors/sensor-query.ts";
import type { UploadedFiles } from "./services/uploaded-files.ts";
import type { AccountStatus } from "./status-types.ts";
import type { NotificationGate } from "./subscriptions/notification-gate.ts";
import type { TaskLiveness } from "./subscriptions/sensor-liveness.ts";
import type { Transport } from "./transport.ts";

// The host's public interface, for programs, surfaces and the command line.

export type { EventJournal, EventPage, EventQuery, JournalEvent } from "./journal-types.ts";
export type { ClusterMetrics, ClusterWorker, GraphMetricsSnapshot, HostMetrics, HostProblem } from "./metrics-types.ts";
export type { PreviewedCall } from "./preview-types.ts";
export type { KeptState, SealedState } from "./sealed-state-types.ts";
export type { AccountProblem, AccountState, AccountStatus, AccountWarning, PluginStatus } from "./status-types.ts";

export interface HostOptions<A extends DefinedAccount = DefinedAccount> {
  /** Absolute path of the folder for tokens, feeds and the journal. Created with mode 0700. */
  dataDir: string;
  /** Created with `defineAccount`. */
  accounts: readonly A[];
  /** Default: writes warnings and errors to standard error. */
  log?: Logger;
  /** Sends the requests to Microsoft. Default: `createTransport()`. Pass an emulator's to run without Microsoft. */
  transport?: Transport;
  clock?: Clock;
  /** The permissions that each request needs. Default: for the first-party plugins. For third-party plugins, pass Microsoft's whole map, see `createPermissionMap`. */
  permissionMap?: PermissionMap;
  /** Encryption key: 32 bytes as base64 or hex. Default: `CASEMENT_KEY`, or else the key file in `dataDir`. */
  key?: string;
  /** What the host stands on in place of its own files and memory, for hosts that share accounts. Default: its own. */
  ports?: Partial<HostPorts>;
  /** Keeps the states of sensors for some days, encrypted, without attributes. Default: false. */
  history?: false | { readonly days: number };
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
  /** In place of a secret. Omit both for a public client. The host warns 30, 7 and 1 days before the certificate expires. */
  clientCertificate?: ClientCertificate;
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
  /** The handle of an account stays valid while the account exists, also when the account changes. @throws CasementError `account-unknown` */
  account(name: A["name"]): AccountHandle;
  /**
   * Adds an account while the host runs, or before it starts. A plugin that fails to start does not prevent it, see `AccountStatus`. The host does
   * not remember the account: add it again, or pass it to `createHost`, after a restart.
   * @throws CasementError `config-invalid`, `plugin-invalid`, `plugin-version` or `stopped`; then nothing was added
   */
  addAccount(account: DefinedAccount): Promise<void>;
  /**
   * Gives an account another configuration. Its sign-in and data are kept, except for the data of plugins that it no longer has. Calls that are running have five seconds, then they end with
   * `stopped`; calls that begin meanwhile wait. Accounts that use its sign-in follow.
   * @throws CasementError `account-unknown`, `config-invalid`, `plugin-invalid`, `plugin-version`, `stopped`; then nothing has changed
   */
  changeAccount(name: string, account: DefinedAccount): Promise<void>;
  /**
   * Removes an account with its sign-in and its data. Calls that are running have five seconds, then they end with `account-unknown`.
   * @throws CasementError `account-unknown`; `config-invalid` while another account uses its sign-in; `stopped`
   */
  removeAccount(name: string): Promise<void>;
  /**
   * Closes an account that another host runs next, and those that use its sign-in: what is stored of them stays. Calls that are running have five seconds,
   * then they end with `stopped`. What could not be written any more is logged. Does nothing if there is no such account.
   * @throws CasementError `stopped`
   */
  releaseAccount(name: string): Promise<void>;
  /** Calls the listener after an account was added, changed or removed. The returned function unsubscribes. */
  onAccount(listener: (change: AccountChange) => void): () => void;
  /**
   * Locks the data folder and keeps the sensors up to date. With `mode: "once"` there is no scheduler: stored values are available and
   * services can be called. Call `start` again to go live.
   */
  start(mode?: "live" | "once"): Promise<void>;
  /** Writes `run.json` to the data folder, where commands find this host's address. Call it after `start`; `stop` removes the file. */
  announce(run: { address: string; token: string }): Promise<void>;
  /** Waits a limited time for running calls, aborts the rest, writes pending data and releases the data folder. */
  stop(): Promise<void>;
  /** The sensors without what can be large, at once. @throws CasementError `account-unknown` */
  index(query?: SensorQuery): readonly SensorSummary[];
  /**
   * To follow sensors without a gap, subscribe with `onSensor` first: what the listener receives while this is pending is newer.
   * @throws CasementError `account-unknown`
   */
  sensors(query?: SensorQuery): Promise<readonly SensorSnapshot[]>;
  /** Finds a sensor by its full id `account/plugin/sensor`. @throws CasementError `sensor-unknown` */
  sensor(id: string): Promise<SensorSnapshot>;
  /**
   * When the state of a sensor changed in the last days, oldest first. Undefined if no history is kept. `days`: at most those of `HostOptions.history`.
   * @throws CasementError `sensor-unknown`
   */
  history(sensor: string, days?: number): Promise<readonly StateChange[] | undefined>;
  /** The services of one account. Omit `account` for those of all. @throws CasementError `account-unknown` */
  services(account?: A["name"]): Promise<readonly ServiceInfo[]>;
  /** The plugins of each account, and `account` for the host's own events. @throws CasementError `account-unknown` */
  plugins(account?: A["name"]): Promise<readonly PluginInfo[]>;
  readonly events: EventJournal<EventsOf<A>>;
  /** Calls the listener when a sensor appears, changes or disappears, for one sensor in order. The returned function unsubscribes. */
  onSensor(listener: (snapshot: SensorSnapshot) => void): () => void;
  /** Calls the listener when a collection of calendar programs appears, changes or disappears. The returned function unsubscribes. */
  onCollection(listener: (event: CollectionEvent) => void): () => void;
  /** The account that started the callback sign-in to which this redirect address belongs. Pass the address to its `signIn.complete`. */
  signInFor(url: string): Promise<AccountHandle | undefined>;
  /** What a surface keeps over a restart. `name`: `mqtt`. @throws CasementError `stopped` while the host is not running */
  sealedState(name: string): SealedState;
  /** Where a surface hands over the change notifications of Microsoft Graph. Without one, everything is polled. */
  readonly notifications: NotificationGate;
  /** Where a surface hands over a file for a service, which reads it like one in a folder of `HostOptions.files`. */
  readonly uploads: Pick<UploadedFiles, "add">;
  /** What AI agents called. Kept while the host runs. @throws CasementError `stopped` while the host is not running */
  audit(): AuditLog;
  /** Resolves when no read, write or computation is running. */
  settled(): Promise<void>;
  /** What is known at once. */
  metrics(): HostMetrics;
  /** Account → cost of its Graph requests since the start. @throws CasementError `account-unknown` */
  graphMetrics(account?: A["name"]): Promise<Readonly<Record<string, GraphMetricsSnapshot>>>;
}

export interface AccountChange {
  /** Its name. */
  readonly account: string;
  readonly kind: "added" | "changed" | "removed";
}

export interface AccountHandle extends CollectionAccess {
  readonly name: string;
  readonly options: AccountOptions;
  status(): AccountStatus;
  /** Who signed in: an id that stays when the address changes. Undefined if nobody has. */
  userId(): string | undefined;
  /** Which plugin requests which permission, what was granted, and what is missing as a result. */
  scopes(): Promise<ScopeReport>;
  signIn: SignIn;
  /** Deletes the tokens. Also deletes the account's data unless `keepData` is set. */
  logout(options?: { keepData?: boolean }): Promise<void>;
  /**
   * Calls the service `plugin/name`.
   * @throws CasementError `service-unknown`, `service-refused`, `input-invalid`, `too-many-calls`, or an error from Graph
   */
  call(service: string, input?: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown>;
  /** `call` with the plugin's types. */
  service<P extends Plugin, K extends keyof ServicesOf<P> & string>(
    plugin: P,
    name: K,
    input: ServicesOf<P>[K]["input"] & { sensor?: string },
    options?: CallOptions,
  ): Promise<ServicesOf<P>[K]["output"]>;
  /**
   * The typed value of a sensor: its state and attributes. Undefined until it is known. Omit `sensor` when the plugin has only one of this
   * kind. @throws CasementError `sensor-unknown`
   */
  sensor<P extends Plugin, K extends keyof ValuesOf<P> & string>(plugin: P, kind: K, sensor?: string): Promise<ValuesOf<P>[K] | undefined>;
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
  /**
   * What a call of the service would do and whom it would reach, for a person who decides about it. Reads from Graph where the plugin needs it,
   * and changes nothing. @throws CasementError whatever the call itself would throw before it changes something
   */
  preview(service: string, input?: Readonly<Record<string, unknown>>): Promise<PreviewedCall>;
  /**
   * Raises `account/call-failed`, for callers that cannot be told, such as a control of Home Assistant. At most 20 times a minute. Calls whose
   * caller learns the outcome need no report.
   */
  reportFailedCall(call: FailedCall): Promise<void>;
  /** Raises `account/webhook-switched-off`: what happens in this account is no longer sent to a webhook. */
  reportWebhook(webhook: SwitchedOffWebhook): Promise<void>;
  /** Raises `account/agent-refused`: an AI agent called what its access does not allow. At most 20 times a minute. */
  reportRefusedAgent(call: RefusedAgentCall): Promise<void>;
  /** Reads one sensor (`plugin/sensor`) or, without an argument, all of them now. */
  refresh(sensor?: string): Promise<void>;
  /** Looks for new and removed calendars, lists and folders. */
  rescan(): Promise<void>;
}

/** A sign-in requests the permissions that the account's plugins need at that time, or a smaller set of them. */
export interface SignIn {
  /** Returns the code and address to show. Its `done` settles when the person has finished. */
  deviceCode(options?: SignInOptions): Promise<DeviceCodeSignIn>;
  /**
   * Returns the address to open in a browser. Microsoft redirects to `redirectUri`; pass that address to `complete`.
   * @throws CasementError `sign-in-failed` when Microsoft says before anybody has signed in that the app registration does not fit.
   * `details.otherMethod` is the method that can work
   */
  callback(redirectUri: string, options?: SignInOptions): Promise<CallbackSignIn>;
  /** Completes a callback sign-in with the address to which the browser was redirected, which may be pasted by a person. */
  complete(url: string): Promise<SignInResult>;
  /**
   * How a sign-in ended that this account has started, when it has: also one that another process has begun, or that is older than a restart.
   * @throws CasementError `sign-in-expired` if it is not pending any more
   */
  outcome(id: string): Promise<SignInResult>;
  /** Ends such a sign-in, if it is pending. */
  cancel(id: string): Promise<void>;
  /** Renews the sign-in now, and asks for what waits for approval. @throws CasementError `sign-in-required`, or an error of Microsoft's service */
  renew(): Promise<void>;
}
export interface SignInOptions {
  /** What to request. Default: `all`. The choice is kept until another sign-in, or until everything is approved. */
  requestedSet?: RequestedSet;
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

/** A sensor without what can be large. */
export interface SensorSummary extends TaskLiveness {
  /** `account/plugin/sensor`. */
  readonly id: string;
  readonly account: string;
  readonly plugin: string;
  /** The sensor's kind within the plugin. */
  readonly kind: string;
  readonly title: string;
  /** Undefined until the first value is known. */
  readonly state: unknown;
  /** When the value last changed. */
  readonly updatedAt: string | undefined;
  /** The account must sign in, the last read failed, or the last success is older than the sensor's interval plus 30 seconds. */
  readonly stale: boolean;
  /** No longer exists in Microsoft 365. Kept for 30 days. */
  readonly gone: boolean;
  /** What is wrong, or why the value is not there yet, in plain words. */
  readonly error: string | undefined;
  /** Of what is wrong, if it is an error: one of the codes of docs/errors.md, and its facts. */
  readonly errorCode?: string;
  /** If it is not an error: why the value is not there yet. */
  readonly errorReason?: StaleReason;
  readonly errorDetails?: Readonly<Record<string, unknown>>;
}

export interface SensorSnapshot extends SensorSummary {
  readonly attributes: Readonly<Record<string, unknown>>;
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

export type { CallbackSignIn, CasementError, Cloud, DeviceCodeSignIn, FailedCall, GraphCost, SignInResult, StateChange, Transport };
