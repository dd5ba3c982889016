import { type Account, CasementError, type Clock, type FileAccess, type Logger, nearestName } from "@casement/core";
import type { AccountOptions, CallOptions, SensorSnapshot, ServiceInfo } from "../api.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import { findOwnMailboxProblem } from "../auth/identity.ts";
import { createEventValidator, type EventValidator } from "../events/event-validator.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { GraphGateway } from "../graph/index.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import { type AccountContext, type CallContexts, createCallContexts } from "../plugins/call-contexts.ts";
import { createFaultLog, type FaultLog } from "../plugins/fault-log.ts";
import { PluginRuntime } from "../plugins/plugin-runtime.ts";
import { publicMessageOf } from "../sensors/live-sensor.ts";
import { createSensorTable } from "../sensors/sensor-table.ts";
import { describeHostServices, describeServices } from "../services/describe-services.ts";
import { invokeService } from "../services/invoke-service.ts";
import { reachesOthers } from "../services/reaches-others.ts";
import { rescanService } from "../services/rescan-service.ts";
import type { AccountPermissions } from "./account-permissions.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";

export interface AccountRuntimeDependencies {
  readonly options: AccountOptions;
  readonly plugins: readonly ConfiguredPlugin[];
  readonly signIn: AccountSignIn;
  readonly permissions: AccountPermissions;
  readonly gateway: GraphGateway;
  readonly ledger: Ledger;
  readonly scheduler: Scheduler;
  readonly alarms: Alarms;
  readonly files: FileAccess;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeZone: string;
  readonly onSensor: (snapshot: SensorSnapshot) => void;
  readonly background: (task: () => Promise<void>) => void;
}

interface RunningPlugin {
  readonly runtime: PluginRuntime;
  readonly contexts: CallContexts;
  readonly validateEvents: EventValidator;
  readonly faults: FaultLog;
}

/** Runs one account: its plugins, with the account's sign-in, Graph gateway and log. */
export class AccountRuntime {
  readonly #dependencies: AccountRuntimeDependencies;
  readonly #closing = new AbortController();
  readonly #running = new Map<string, RunningPlugin>();

  constructor(dependencies: AccountRuntimeDependencies) {
    this.#dependencies = dependencies;
    const { options, clock, log, gateway, ledger, permissions, scheduler, alarms, onSensor, background } = dependencies;
    const accountContext: AccountContext = {
      name: options.name,
      clock,
      log,
      signal: this.#closing.signal,
      signedIn: () => dependencies.signIn.state.kind === "signed-in",
      identity: () => this.identity(),
      graphFor: (use) => gateway.graphFor({ ...use, scopes: { declared: use.scopes, inForce: use.scopes } }),
    };
    const table = createSensorTable(ledger, () => clock.now());
    for (const { plugin, config, enabled, every } of dependencies.plugins) {
      if (!enabled) continue;
      const report = () => permissions.ofPlugin(plugin.id);
      const contexts = createCallContexts(accountContext, plugin, config, report);
      const validateEvents = createEventValidator(
        options.name,
        plugin,
        () => clock.now(),
        (message) => log.error(`[${options.name}/${plugin.id}] ${message}`),
      );
      const faults = createFaultLog(log, `${options.name}/${plugin.id}`);
      const runtime = new PluginRuntime({
        plugin,
        config,
        every,
        account: accountContext,
        contexts,
        report,
        ledger,
        table,
        scheduler,
        alarms,
        validateEvents,
        faults,
        onSensor,
        background,
      });
      this.#running.set(plugin.id, { runtime, contexts, validateEvents, faults });
    }
  }

  get plugins(): PluginRuntime[] {
    return [...this.#running.values()].map(({ runtime }) => runtime);
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
  }

  /** @throws CasementError `sign-in-required` */
  identity(): Account {
    const { options, signIn, timeZone } = this.#dependencies;
    const { state } = signIn;
    if (state.kind === "signed-out")
      throw new CasementError("sign-in-required", `Account ${options.name} has not signed in. Run \`casement login ${options.name}\`.`);
    const { id, tenantId, username, kind } = state.identity;
    const problem = options.sharedMailbox === undefined ? undefined : findOwnMailboxProblem(state.identity, options.sharedMailbox);
    if (problem) throw new CasementError("config-invalid", `Account ${options.name}: ${problem}`);
    const mailbox = options.sharedMailbox === undefined ? "/me" : `/users/${encodeURIComponent(options.sharedMailbox)}`;
    return Object.freeze({ name: options.name, type: kind, id, tenantId, clientId: options.clientId, username, mailbox, timeZone });
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
  #findService(address: string): { readonly name: string; readonly running: RunningPlugin } {
    const [plugin = "", name = "", ...rest] = address.split("/");
    const running = this.#running.get(plugin);
    if (running && Object.hasOwn(running.runtime.plugin.services ?? {}, name) && rest.length === 0) return { name, running };
    const known = this.services().map((service) => service.id);
    const suggestion = nearestName(address, known);
    const hint = suggestion ? `Did you mean ${suggestion}?` : `Available: ${known.join(", ")}.`;
    throw new CasementError("service-unknown", `Account ${this.#dependencies.options.name} has no service "${address}". ${hint}`);
  }

  async call(address: string, input: Readonly<Record<string, unknown>>, call: CallOptions): Promise<unknown> {
    const { options, ledger, files, clock, log, background } = this.#dependencies;
    if (address === rescanService.id) return this.rescan();
    const { name, running } = this.#findService(address);
    const { runtime, contexts, validateEvents, faults } = running;
    const invokeOptions = {
      account: options.name,
      plugin: runtime.plugin,
      runtime,
      contexts,
      ledger,
      validateEvents,
      faults,
      files,
      clock,
      log,
      background,
      signal: this.#closing.signal,
    };
    return invokeService(invokeOptions, name, input, call);
  }

  /** Whether other people notice a call of the service. Sends no request. */
  async reachesOthers(address: string, input: Readonly<Record<string, unknown>>): Promise<boolean> {
    if (address === rescanService.id) return false;
    const { name, running } = this.#findService(address);
    return reachesOthers({ plugin: running.runtime.plugin, ledger: this.#dependencies.ledger }, name, input);
  }

  async rescan(): Promise<{ sensors: number }> {
    this.identity();
    const results = await Promise.allSettled(this.plugins.map((runtime) => runtime.rescan()));
    for (const result of results) if (result.status === "rejected") throw result.reason;
    return { sensors: this.plugins.flatMap((runtime) => runtime.sensors).filter((sensor) => sensor.entry.goneAt === undefined).length };
  }

  /** Reads one sensor (`plugin/sensor`) or, without an address, all of them now. */
  async refresh(address?: string): Promise<void> {
    if (address === undefined) return this.#dependencies.scheduler.refreshAll();
    const [plugin, slug] = address.split("/");
    const runtime = this.#running.get(plugin ?? "")?.runtime;
    const sensor = runtime?.sensors.find((found) => found.entry.slug === slug);
    if (!runtime || !sensor)
      throw new CasementError("sensor-unknown", `Account ${this.#dependencies.options.name} has no sensor "${address}".`);
    await runtime.refresh({ sensor });
  }

  /** Call when the sign-in state or the permissions changed: publishes the sensors again and, if signed in and live, reads everything. */
  async accountChanged(): Promise<void> {
    for (const runtime of this.plugins) runtime.publishIfChanged();
    const { signIn, scheduler } = this.#dependencies;
    if (signIn.state.kind === "signed-in" && scheduler.live) await this.refresh();
  }

  /** Clears what the plugins keep in memory for this account. Call it when the account signs out. */
  clearMemory(): void {
    for (const { contexts } of this.#running.values()) contexts.clearMemory();
  }

  onOutcome(task: string): void {
    for (const runtime of this.plugins) runtime.onOutcome(task);
  }

  /** Aborts running work. */
  abort(reason: CasementError): void {
    this.#closing.abort(reason);
    this.#dependencies.scheduler.stop();
    this.#dependencies.signIn.close();
    this.#dependencies.gateway.close();
  }

  /** Removes the plugins from the schedule and writes their pending data. `open` starts them again. */
  async closePlugins(): Promise<void> {
    for (const runtime of this.plugins) await runtime.close();
  }

  async close(): Promise<void> {
    await this.closePlugins();
    await this.#dependencies.ledger.close();
  }
}
