import { type Account, CasementError, type Clock, type Files, type Logger } from "@casement/core";
import type { AccountOptions, CallOptions, SensorSnapshot, ServiceInfo } from "../api.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import { findOwnMailboxProblem } from "../auth/identity.ts";
import { createRaise, type Raise } from "../events/raise.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { GraphGateway } from "../graph/index.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import { type AccountServices, createPluginCalls, type PluginCalls } from "../plugins/calls.ts";
import { PluginRuntime } from "../plugins/plugin-runtime.ts";
import { messageOf } from "../sensors/live-sensor.ts";
import { createSensorTable } from "../sensors/sensor-table.ts";
import { describeServices, ownServices } from "../services/describe.ts";
import { invoke } from "../services/invoke.ts";
import { rescan } from "../services/rescan.ts";
import type { AccountPermissions } from "./account-permissions.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";

export interface AccountRuntimeOptions {
  readonly options: AccountOptions;
  readonly plugins: readonly ConfiguredPlugin[];
  readonly signIn: AccountSignIn;
  readonly permissions: AccountPermissions;
  readonly gateway: GraphGateway;
  readonly ledger: Ledger;
  readonly scheduler: Scheduler;
  readonly alarms: Alarms;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeZone: string;
  readonly onSensor: (snapshot: SensorSnapshot) => void;
  readonly background: (task: () => Promise<void>) => void;
}

interface RunningPlugin {
  readonly runtime: PluginRuntime;
  readonly calls: PluginCalls;
  readonly raise: Raise;
}

/** One account at work: its plugins over its session, its way to Graph and its log. */
export class AccountRuntime {
  readonly #parts: AccountRuntimeOptions;
  readonly #closing = new AbortController();
  readonly #running = new Map<string, RunningPlugin>();

  constructor(parts: AccountRuntimeOptions) {
    this.#parts = parts;
    const { options, clock, log, gateway, ledger, permissions, scheduler, alarms, onSensor, background } = parts;
    const services: AccountServices = {
      name: options.name,
      clock,
      log,
      signal: this.#closing.signal,
      signedIn: () => parts.signIn.state.kind === "signed-in",
      identity: () => this.identity(),
      graphFor: (use) => gateway.graphFor({ ...use, scopes: { declared: use.scopes, inForce: use.scopes } }),
    };
    const table = createSensorTable(ledger, () => clock.now());
    for (const { plugin, config, enabled, every } of parts.plugins) {
      if (!enabled) continue;
      const report = () => permissions.ofPlugin(plugin.id);
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
    const { options, signIn, timeZone } = this.#parts;
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
    const { options, permissions, signIn } = this.#parts;
    const own = ownServices(options.name, signIn.state.kind !== "signed-out");
    return [...own, ...this.plugins.flatMap((runtime) => describeServices(options.name, runtime, permissions.ofPlugin(runtime.plugin.id)))];
  }

  async call(address: string, input: Readonly<Record<string, unknown>>, call: CallOptions): Promise<unknown> {
    const { options, ledger, files, clock, log, background } = this.#parts;
    const [pluginId, name, ...rest] = address.split("/");
    if (address === rescan.id) return this.rescan();
    const running = this.#running.get(pluginId ?? "");
    if (!running || name === undefined || rest.length > 0) {
      const known = this.services().map((service) => service.id);
      throw new CasementError("service-unknown", `Account ${options.name} has no service "${address}". It has: ${known.join(", ")}.`);
    }
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
  async accountChanged(): Promise<void> {
    for (const runtime of this.plugins) runtime.tell();
    const { signIn, scheduler } = this.#parts;
    if (signIn.state.kind === "signed-in" && scheduler.live) await this.refresh();
  }

  onOutcome(task: string): void {
    for (const runtime of this.plugins) runtime.onOutcome(task);
  }

  /** Ends what is under way. */
  abort(reason: CasementError): void {
    this.#closing.abort(reason);
    this.#parts.scheduler.stop();
    this.#parts.signIn.close();
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
