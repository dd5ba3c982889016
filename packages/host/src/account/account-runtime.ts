import { type Account, CasementError, type Clock, type FileAccess, type Logger, nearestName } from "@casement/core";
import type { AccountOptions, CallOptions, SensorSnapshot, ServiceInfo } from "../api.ts";
import type { AccountSession } from "../auth/account-session.ts";
import { ownMailboxProblem } from "../auth/identity.ts";
import { createRaise, type Raise } from "../events/raise.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { Gateway } from "../graph/index.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import { type AccountServices, createPluginCalls, type PluginCalls } from "../plugins/calls.ts";
import { PluginRuntime } from "../plugins/plugin-runtime.ts";
import { messageOf } from "../sensors/live-sensor.ts";
import { createSensorTable } from "../sensors/sensor-table.ts";
import { describeServices, ownServices } from "../services/describe.ts";
import { invoke } from "../services/invoke.ts";
import { reachesOthers } from "../services/reaches-others.ts";
import { rescan } from "../services/rescan.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";
import type { Permissions } from "./permissions.ts";

export interface AccountParts {
  readonly options: AccountOptions;
  readonly plugins: readonly ConfiguredPlugin[];
  readonly session: AccountSession;
  readonly permissions: Permissions;
  readonly gateway: Gateway;
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

interface Running {
  readonly runtime: PluginRuntime;
  readonly calls: PluginCalls;
  readonly raise: Raise;
}

/** One account at work: its plugins over its session, its way to Graph and its log. */
export class AccountRuntime {
  readonly #parts: AccountParts;
  readonly #closing = new AbortController();
  readonly #running = new Map<string, Running>();

  constructor(parts: AccountParts) {
    this.#parts = parts;
    const { options, clock, log, gateway, ledger, permissions, scheduler, alarms, onSensor, background } = parts;
    const services: AccountServices = {
      name: options.name,
      clock,
      log,
      signal: this.#closing.signal,
      signedIn: () => parts.session.state.kind === "signed-in",
      identity: () => this.identity(),
      graphFor: (use) => gateway.forCall({ ...use, scopes: { declared: use.scopes, inForce: use.scopes } }),
    };
    const table = createSensorTable(ledger, () => clock.now());
    for (const { plugin, config, enabled, every } of parts.plugins) {
      if (!enabled) continue;
      const report = () => permissions.of(plugin.id);
      const calls = createPluginCalls(services, plugin, config, report);
      const raise = createRaise(
        options.name,
        plugin,
        () => clock.now(),
        (message) => log.error(`[${options.name}/${plugin.id}] ${message}`),
      );
      const runtime = new PluginRuntime({
        plugin,
        config,
        every,
        account: services,
        calls,
        report,
        ledger,
        table,
        scheduler,
        alarms,
        raise,
        onSensor,
        background,
      });
      this.#running.set(plugin.id, { runtime, calls, raise });
    }
  }

  get plugins(): PluginRuntime[] {
    return [...this.#running.values()].map(({ runtime }) => runtime);
  }

  /** Shows what is stored. No network. A plugin that cannot is reported; the rest goes on. */
  async open(): Promise<void> {
    for (const runtime of this.plugins) {
      try {
        await runtime.open();
      } catch (error) {
        this.#parts.log.error(`[${this.#parts.options.name}/${runtime.plugin.id}] could not start: ${messageOf(error)}`);
      }
    }
  }

  /** Throws `sign-in-required`. */
  identity(): Account {
    const { options, session, timeZone } = this.#parts;
    const { state } = session;
    if (state.kind === "signed-out")
      throw new CasementError("sign-in-required", `Account ${options.name} has not signed in. Run \`casement login ${options.name}\`.`);
    const { id, tenantId, username, kind } = state.identity;
    const problem = options.sharedMailbox === undefined ? undefined : ownMailboxProblem(state.identity, options.sharedMailbox);
    if (problem) throw new CasementError("config-invalid", `Account ${options.name}: ${problem}`);
    const mailbox = options.sharedMailbox === undefined ? "/me" : `/users/${encodeURIComponent(options.sharedMailbox)}`;
    return Object.freeze({ name: options.name, type: kind, id, tenantId, clientId: options.clientId, username, mailbox, timeZone });
  }

  services(): ServiceInfo[] {
    const { options, permissions, session } = this.#parts;
    const own = ownServices(options.name, session.state.kind !== "signed-out");
    return [...own, ...this.plugins.flatMap((runtime) => describeServices(options.name, runtime, permissions.of(runtime.plugin.id)))];
  }

  /** The plugin of a service, and the service's name. @throws CasementError `service-unknown`. */
  #find(address: string): { readonly name: string; readonly running: Running } {
    const [plugin = "", name = "", ...rest] = address.split("/");
    const running = this.#running.get(plugin);
    if (running && Object.hasOwn(running.runtime.plugin.services ?? {}, name) && rest.length === 0) return { name, running };
    const known = this.services().map((service) => service.id);
    const near = nearestName(address, known);
    throw new CasementError(
      "service-unknown",
      `Account ${this.#parts.options.name} has no service "${address}".${near ? ` Did you mean ${near}?` : ` It has: ${known.join(", ")}.`}`,
    );
  }

  async call(address: string, input: Readonly<Record<string, unknown>>, call: CallOptions): Promise<unknown> {
    const { options, ledger, files, clock, log, background } = this.#parts;
    if (address === rescan.id) return this.rescan();
    const { name, running } = this.#find(address);
    const { runtime, calls, raise } = running;
    const where = {
      account: options.name,
      plugin: runtime.plugin,
      runtime,
      calls,
      ledger,
      raise,
      files,
      clock,
      log,
      background,
      signal: this.#closing.signal,
    };
    return invoke(where, name, input, call);
  }

  /** Whether other people learn of a call. No network. */
  async reachesOthers(address: string, input: Readonly<Record<string, unknown>>): Promise<boolean> {
    if (address === rescan.id) return false;
    const { name, running } = this.#find(address);
    return reachesOthers({ plugin: running.runtime.plugin, ledger: this.#parts.ledger }, name, input);
  }

  async rescan(): Promise<{ sensors: number }> {
    this.identity();
    const results = await Promise.allSettled(this.plugins.map((runtime) => runtime.rescan()));
    for (const result of results) if (result.status === "rejected") throw result.reason;
    return { sensors: this.plugins.flatMap((runtime) => runtime.sensors).filter((sensor) => sensor.entry.goneAt === undefined).length };
  }

  /** Reads one sensor (`plugin/sensor`) anew, or everything. */
  async refresh(address?: string): Promise<void> {
    if (address === undefined) return this.#parts.scheduler.refreshAll();
    const [plugin, slug] = address.split("/");
    const runtime = this.#running.get(plugin ?? "")?.runtime;
    const sensor = runtime?.sensors.find((found) => found.entry.slug === slug);
    if (!runtime || !sensor) throw new CasementError("sensor-unknown", `Account ${this.#parts.options.name} has no sensor "${address}".`);
    await runtime.refresh({ sensor });
  }

  /** The account's state or permissions changed: surfaces see it, and what may run again runs now. */
  async changed(): Promise<void> {
    for (const runtime of this.plugins) runtime.tell();
    const { session, scheduler } = this.#parts;
    if (session.state.kind === "signed-in" && scheduler.live) await this.refresh();
  }

  /** Plugins keep nothing of an account that has signed out. */
  clearMemory(): void {
    for (const { calls } of this.#running.values()) calls.clearMemory();
  }

  onOutcome(task: string): void {
    for (const runtime of this.plugins) runtime.onOutcome(task);
  }

  /** Ends what is under way. */
  abort(reason: CasementError): void {
    this.#closing.abort(reason);
    this.#parts.scheduler.stop();
    this.#parts.session.close();
    this.#parts.gateway.close();
  }

  /** Takes the plugins off the schedule and writes what they have pending; `open` brings them back. */
  async closePlugins(): Promise<void> {
    for (const runtime of this.plugins) await runtime.close();
  }

  async close(): Promise<void> {
    await this.closePlugins();
    await this.#parts.ledger.close();
  }
}
