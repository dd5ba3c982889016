import { isDeepStrictEqual } from "node:util";
import { type Account, CasementError, type Clock, type Logger, machineTimeZone, suggestName } from "@casement/core";
import { AccountAgenda } from "../agenda/account-agenda.ts";
import type { CollectionEvent } from "../agenda/collection.ts";
import type { AccountOptions, AccountStatus, CallOptions, PreviewedCall, ServiceInfo } from "../api.ts";
import { settleAll } from "../async/settle-all.ts";
import { createTaskTracker } from "../async/task-tracker.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import { type AccountIdentity, findOwnMailboxProblem } from "../auth/identity.ts";
import type { ConfiguredPlugin } from "../config/configured-plugin.ts";
import { createEventValidator } from "../events/event-validator.ts";
import type { GraphCaller, GraphGateway } from "../graph/index.ts";
import { type AccountContext, createCallContexts, mayRead } from "../plugins/call-contexts.ts";
import { createFaultLog } from "../plugins/fault-log.ts";
import type { AccountEnvironment } from "../plugins/plugin-environment.ts";
import { PluginRuntime } from "../plugins/plugin-runtime.ts";
import { publicMessageOf } from "../sensors/live-sensor.ts";
import { createSensorTable } from "../sensors/sensor-table.ts";
import { type CallLimit, createCallLimit } from "../services/call-limit.ts";
import { describeHostServices, describeServices } from "../services/describe-services.ts";
import { invokeService, type ServiceTools } from "../services/invoke-service.ts";
import { checkFields } from "../services/parse-input.ts";
import { previewCall } from "../services/preview-call.ts";
import { reachesOthers } from "../services/reaches-others.ts";
import { rescanService } from "../services/rescan-service.ts";
import type { DataFolderFault } from "../store/disk-fault.ts";
import { AccountSubscriptions } from "../subscriptions/account-subscriptions.ts";
import type { ConnectedGate } from "../subscriptions/notification-gate.ts";
import { createSubscriptionRequests } from "../subscriptions/subscription-requests.ts";
import type { SubscriptionSource } from "../subscriptions/subscription-source.ts";
import type { AccountPermissions } from "./account-permissions.ts";
import { accountStatusOf } from "./account-status.ts";
import { findStaleSensors } from "./stale-sensors.ts";

export interface AccountRuntimeDependencies {
  readonly options: AccountOptions;
  readonly plugins: readonly ConfiguredPlugin[];
  readonly signIn: AccountSignIn;
  readonly permissions: AccountPermissions;
  readonly gateway: GraphGateway;
  readonly environment: AccountEnvironment;
  readonly tools: ServiceTools;
  readonly gate: ConnectedGate;
  readonly random: () => number;
  readonly clock: Clock;
  readonly log: Logger;
  /** Why the account's data cannot be saved. */
  readonly diskFault: () => DataFolderFault | undefined;
  /** Accounts that are signed in as the same user, with a sign-in of their own. */
  readonly sameUserAccounts: () => readonly string[];
  readonly onCollection: (event: CollectionEvent) => void;
}

/** Until the next read says otherwise. */
const endedBySignIn = new Set(["sign-in-required", "scope-not-granted"]);

/** Reports of the same change come within this time (ms). */
const sameChangeMs = 5_000;

/** Runs one account: its plugins, with the account's sign-in, Graph gateway and log. */
export class AccountRuntime {
  readonly #dependencies: AccountRuntimeDependencies;
  readonly #closing = new AbortController();
  /** By plugin id. */
  readonly #running = new Map<string, PluginRuntime>();
  readonly #limitCalls: CallLimit;
  readonly #calls = createTaskTracker();
  #readingOwnMail: Promise<void> | undefined;
  readonly agenda: AccountAgenda;
  readonly subscriptions: AccountSubscriptions;
  /** Start, or last sign-in (ms). */
  #readingSince: number;
  /** What the last reads because of a change were for. */
  #lastChange: { readonly of: string; readonly at: number } | undefined;

  constructor(dependencies: AccountRuntimeDependencies) {
    this.#dependencies = dependencies;
    this.#readingSince = dependencies.clock.now().getTime();
    this.#limitCalls = createCallLimit(dependencies.options.name);
    const { options, clock, log, gateway, permissions, environment } = dependencies;
    const { scheduler, background } = environment;
    this.agenda = new AccountAgenda({
      account: options.name,
      plugins: () => this.plugins,
      refresh: (runtime, feed) => background(async () => (scheduler.live ? runtime.refresh({ name: feed }) : undefined)),
      publish: dependencies.onCollection,
      call: (runtime, name, input, call) => this.#limitCalls(() => invokeService(runtime, dependencies.tools, name, input, call)),
    });
    this.subscriptions = new AccountSubscriptions({
      ...dependencies,
      ...environment,
      account: options.name,
      sources: () => this.#subscriptionSources(),
      onLiveness: (task) => this.onOutcome(task),
      isReady: () => scheduler.live && dependencies.signIn.state.kind === "signed-in",
      graphNow: () => gateway.graphClock.now(),
      requests: createSubscriptionRequests(
        () => gateway.graphFor({ ...this.#ownCaller(), unfenced: true }),
        () => clock.now(),
      ),
    });
    const accountContext: AccountContext = {
      name: options.name,
      clock,
      log,
      signal: this.#closing.signal,
      signedIn: () => dependencies.signIn.state.kind === "signed-in",
      identity: () => this.identity(),
      lastKnown: () => this.#lastKnown(),
      graphNow: () => gateway.graphClock.now(),
      graphFor: (use) => gateway.graphFor({ ...use, scopes: { declared: use.scopes, inForce: use.scopes } }),
    };
    const table = createSensorTable(environment.ledger, () => clock.now());
    for (const { plugin, config, enabled, every } of dependencies.plugins) {
      if (!enabled) continue;
      const report = () => permissions.ofPlugin(plugin.id);
      const label = `${options.name}/${plugin.id}`;
      const runtime = new PluginRuntime({
        ...environment,
        plugin,
        config,
        every,
        account: accountContext,
        contexts: createCallContexts(accountContext, plugin, config, report),
        report,
        table,
        validateEvents: createEventValidator(
          options.name,
          plugin,
          () => clock.now(),
          (message) => log.error(`[${label}] ${message}`),
        ),
        faults: createFaultLog(log, label),
        onSensor: (snapshot) => {
          environment.onSensor(snapshot);
          this.agenda.compare();
        },
        agendaDays: () => this.agenda.days,
        onTasks: () => this.subscriptions.update(),
        livenessOf: (task) => this.subscriptions.livenessOf(task),
        onResources: () => this.agenda.compare(),
      });
      this.#running.set(plugin.id, runtime);
    }
  }

  get plugins(): PluginRuntime[] {
    return [...this.#running.values()];
  }

  status(): AccountStatus {
    const { clock, signIn } = this.#dependencies;
    const readingMs = clock.now().getTime() - this.#readingSince;
    const stale = signIn.state.kind === "signed-in" ? findStaleSensors(this.plugins, readingMs) : undefined;
    const plugins = this.plugins.map((plugin) => plugin.status());
    return accountStatusOf(this.#dependencies, plugins, stale, this.subscriptions.warnings());
  }

  /** Loads the stored values without using the network. A plugin that fails to start is logged and does not stop the others. */
  async open(): Promise<void> {
    for (const runtime of this.plugins) {
      try {
        await runtime.open();
      } catch (error) {
        this.#dependencies.log.error(
          `[${this.#dependencies.options.name}/${runtime.plugin.id}] could not start: ${publicMessageOf(error)}`,
        );
      }
    }
    this.agenda.compare();
  }

  /** @throws CasementError `sign-in-required` */
  identity(): Account {
    const { options, signIn, environment } = this.#dependencies;
    const { state } = signIn;
    if (state.kind === "signed-out")
      throw new CasementError("sign-in-required", `Account ${options.name} has not signed in. Run \`casement login ${options.name}\`.`);
    const problem =
      options.sharedMailbox === undefined
        ? undefined
        : findOwnMailboxProblem(state.identity, options.sharedMailbox, environment.ledger.data.facts.ownMail);
    if (problem) throw new CasementError("config-invalid", `Account ${options.name}: ${problem}`);
    return this.#accountOf(state.identity);
  }

  /** The account as its stored data needs it. Does not throw. */
  #lastKnown(): Account | undefined {
    const { signIn, environment } = this.#dependencies;
    const identity = "identity" in signIn.state ? signIn.state.identity : environment.ledger.data.facts.identity;
    return identity && this.#accountOf(identity);
  }

  #accountOf({ id, tenantId, username, kind }: AccountIdentity): Account {
    const { name, clientId, sharedMailbox, timeZone = machineTimeZone() } = this.#dependencies.options;
    const mailbox = sharedMailbox === undefined ? "/me" : `/users/${encodeURIComponent(sharedMailbox)}`;
    return Object.freeze({ name, type: kind, id, tenantId, clientId, username, mailbox, timeZone });
  }

  services(): ServiceInfo[] {
    const { options, permissions, signIn } = this.#dependencies;
    const hostServices = describeHostServices(options.name, signIn.state.kind !== "signed-out");
    return [
      ...hostServices,
      ...this.plugins.flatMap((runtime) => describeServices(options.name, runtime, permissions.ofPlugin(runtime.plugin.id))),
    ];
  }

  /** Finds a service by `plugin/name`. @throws CasementError `service-unknown` */
  #findService(address: string): { readonly name: string; readonly runtime: PluginRuntime } {
    const [plugin = "", name = "", ...rest] = address.split("/");
    const runtime = this.#running.get(plugin);
    if (runtime && Object.hasOwn(runtime.plugin.services ?? {}, name) && rest.length === 0) return { name, runtime };
    const known = this.services().map((service) => service.id);
    const account = this.#dependencies.options.name;
    throw new CasementError("service-unknown", `Account ${account} has no service "${address}". ${suggestName(address, known)}`);
  }

  async call(address: string, input: Readonly<Record<string, unknown>>, call: CallOptions): Promise<unknown> {
    if (address === rescanService.id) {
      checkFields(address, rescanService.input, input);
      return this.#calls.run(() => this.#limitCalls(() => this.rescan()));
    }
    const { name, runtime } = this.#findService(address);
    return this.#calls.run(() => this.#limitCalls(() => invokeService(runtime, this.#dependencies.tools, name, input, call)));
  }

  /** Resolves when no call is running or waiting. */
  callsSettled(): Promise<void> {
    return this.#calls.settled();
  }

  /** Whether other people notice a call of the service. Sends no request. */
  async reachesOthers(address: string, input: Readonly<Record<string, unknown>>): Promise<boolean> {
    if (address === rescanService.id) {
      checkFields(address, rescanService.input, input);
      return false;
    }
    const { name, runtime } = this.#findService(address);
    return reachesOthers(runtime.environment, name, input);
  }

  /** What a call would do and whom it would reach. Changes nothing. */
  async preview(address: string, input: Readonly<Record<string, unknown>>): Promise<PreviewedCall> {
    if (address === rescanService.id) {
      checkFields(address, rescanService.input, input);
      return { reachesOthers: false, people: [], reachesUnknown: false, items: [], count: 0 };
    }
    const { name, runtime } = this.#findService(address);
    return this.#calls.run(() => this.#limitCalls(() => previewCall(runtime, this.#dependencies.tools, name, input)));
  }

  async rescan(): Promise<{ sensors: number }> {
    this.identity();
    await settleAll(this.plugins.map((runtime) => runtime.rescan()));
    return { sensors: this.plugins.flatMap((runtime) => runtime.sensors).filter((sensor) => sensor.entry.goneAt === undefined).length };
  }

  /** Reads one sensor (`plugin/sensor`) or, without an address, all of them now. */
  async refresh(address?: string): Promise<void> {
    if (address === undefined) return this.#dependencies.environment.scheduler.refreshAll();
    const [plugin, slug] = address.split("/");
    const runtime = this.#running.get(plugin ?? "");
    const sensor = runtime?.sensors.find((found) => found.entry.slug === slug);
    if (!runtime || !sensor)
      throw new CasementError("sensor-unknown", `Account ${this.#dependencies.options.name} has no sensor "${address}".`);
    await runtime.refresh({ sensor });
  }

  /** Call when the sign-in state or the permissions changed: publishes the sensors again and, if signed in and live, reads everything. */
  async accountChanged(): Promise<void> {
    const { signIn, clock, permissions } = this.#dependencies;
    const { scheduler, ledger } = this.#dependencies.environment;
    const { state } = signIn;
    if (state.kind === "signed-in") {
      this.#readingSince = clock.now().getTime();
      scheduler.clearErrors((error) => CasementError.is(error) && endedBySignIn.has(error.code));
      if (!isDeepStrictEqual(ledger.data.facts.identity, state.identity))
        await ledger.keep({ t: "facts", facts: { identity: state.identity } });
    }
    if (state.kind === "signed-in" && scheduler.live) {
      this.#readingOwnMail ??= this.#readOwnMail().finally(() => {
        this.#readingOwnMail = undefined;
      });
      await this.#readingOwnMail;
    }
    for (const runtime of this.plugins) runtime.publishIfChanged();
    this.agenda.compare();
    this.subscriptions.accountChanged();
    if (state.kind !== "signed-in" || !scheduler.live) {
      this.#lastChange = undefined;
      return;
    }
    // A sign-in is reported as a new state, as new permissions and as a result. All of it leads to one read.
    const of = JSON.stringify([state, permissions.report()]);
    const at = clock.now().getTime();
    const isSame = this.#lastChange?.of === of && Math.abs(at - this.#lastChange.at) < sameChangeMs;
    if (isSame) return;
    this.#lastChange = { of, at };
    await this.refresh();
  }

  /** A shared mailbox must not be the user's own, which can have another address than the sign-in name. Read once. */
  async #readOwnMail(): Promise<void> {
    const { options, gateway } = this.#dependencies;
    const { ledger } = this.#dependencies.environment;
    if (options.sharedMailbox === undefined || ledger.data.facts.ownMail !== undefined) return;
    const { mail } = await gateway
      .graphFor(this.#ownCaller())
      .get<{ mail?: unknown }>("/me", { query: { $select: "mail" } })
      .catch(() => ({ mail: undefined }));
    if (mail === undefined) return;
    await ledger.keep({ t: "facts", facts: { ownMail: typeof mail === "string" ? mail : "" } });
  }

  /** For requests of the account itself. */
  #ownCaller(): GraphCaller {
    const scopes = ["User.Read"];
    return { plugin: "account", scopes: { declared: scopes, inForce: scopes }, signal: this.#closing.signal, purpose: "read" };
  }

  #subscriptionSources(): SubscriptionSource[] {
    const account = this.#lastKnown();
    const { contributions } = this.#dependencies.permissions.report();
    return this.plugins.flatMap((runtime) => {
      const own = contributions.filter(
        ({ plugin, granted, withheld }) => plugin === runtime.plugin.id && granted && withheld === undefined,
      );
      return account && mayRead(runtime.environment.report().access)
        ? runtime.subscriptionSources(
            account,
            own.map(({ scope }) => scope),
          )
        : [];
    });
  }

  /** Clears what the plugins keep in memory for this account. Call it when the account signs out. */
  clearMemory(): void {
    for (const { environment } of this.plugins) environment.contexts.clearMemory();
  }

  onOutcome(task: string): void {
    for (const runtime of this.plugins) runtime.onOutcome(task);
  }

  /** Aborts running work. */
  abort(reason: CasementError): void {
    this.#closing.abort(reason);
    this.subscriptions.close();
    this.#dependencies.environment.scheduler.stop();
    void this.#closeSignIn();
    this.#dependencies.gateway.close();
  }

  /** Removes the plugins from the schedule and writes their pending data. `open` starts them again. */
  async closePlugins(): Promise<void> {
    await settleAll(this.plugins.map((runtime) => runtime.close()));
  }

  /** A sign-in of another account stays open. */
  async #closeSignIn(): Promise<void> {
    const { signIn, options } = this.#dependencies;
    if (options.signIn === undefined) await signIn.close();
  }

  async close(): Promise<void> {
    try {
      await this.#closeSignIn();
      await this.closePlugins();
    } finally {
      await this.#dependencies.environment.ledger.close();
    }
  }
}
