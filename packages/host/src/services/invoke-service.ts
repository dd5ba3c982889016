import {
  type ApartTask,
  CasementError,
  type FileAccess,
  type KeyedInstance,
  type ServiceCall,
  type ServiceDefinition,
} from "@casement/core";
import type { RunApart } from "../apart/run-apart.ts";
import type { CallOptions } from "../api.ts";
import { linkSignals } from "../async/link-signals.ts";
import { withTimeout } from "../async/with-timeout.ts";
import type { RaisedEvent } from "../events/event-validator.ts";
import { itemKey } from "../feeds/account-data.ts";
import { validateValue } from "../json/validate-value.ts";
import { faultOf } from "../plugins/fault-of.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import type { LiveSensor } from "../sensors/live-sensor.ts";
import { blameInput, checkItemIds } from "./blame-input.ts";
import { emptyInstance, findTarget } from "./find-target.ts";
import { withGraphMessage } from "./graph-message.ts";
import { withIdHint } from "./id-hint.ts";
import { parseInput } from "./parse-input.ts";

/** Timeout of a service (ms). Long enough for uploads. */
const maxRunMs = 15 * 60_000;
/** How long a call waits until the sensors that the service touches are read again (ms). Later reads continue in the background. */
export const maxRefreshWaitMs = 10_000;

export interface InvokeOptions extends CallOptions {
  /** The caller reads what changes itself. It gets the ids of the items that were written. Also called if the service failed. */
  readonly onWritten?: (ids: readonly string[]) => Promise<void>;
}

/** What the host gives to the services of all plugins. */
export interface ServiceTools {
  /** What they may read and write. */
  readonly files: FileAccess;
  readonly runApart: RunApart;
}

/** Calls a service of the plugin. */
export async function invokeService(
  runtime: PluginRuntime,
  { files, runApart }: ServiceTools,
  name: string,
  input: Readonly<Record<string, unknown>>,
  call: InvokeOptions,
): Promise<unknown> {
  const { plugin, account, contexts, faults } = runtime.environment;
  const { clock, log } = account;
  const address = `${plugin.id}/${name}`;
  const service = plugin.services?.[name];
  if (!service)
    throw new CasementError(
      "service-unknown",
      `There is no service ${address}. Services of ${plugin.title}: ${Object.keys(plugin.services ?? {}).join(", ") || "none"}.`,
    );

  const began = clock.now().getTime();
  const linked = linkSignals(account.signal, ...(call.signal ? [call.signal] : []));
  const logOutcome = (outcome: string): void =>
    log.info(`${call.via ?? "program"} called ${account.name} ${address}: ${outcome}`, { ms: clock.now().getTime() - began });
  try {
    const context = contexts.forService(name, linked.signal);
    const wanted = sensorInputOf(input);
    const hasTarget = service.target !== undefined && (wanted !== undefined || !service.optionalTarget);
    const target = hasTarget ? findTarget(plugin, String(service.target), runtime.sensors, wanted) : undefined;
    const parsed = await parseInput(address, service, input);
    checkItemIds(service, parsed);
    const writtenIds: string[] = [];
    const raised: RaisedEvent[] = [];
    const run: Omit<ServiceCall<any, unknown, RaisedEvent>, "runApart"> = {
      ...context,
      input: parsed,
      target: target?.instance ?? emptyInstance,
      targets: targetsOf(runtime, service, target),
      files,
      stored: (feed) => storedItems(runtime, feed),
      markWritten: (id) => void writtenIds.push(id),
      raise: (event) => void raised.push(event),
      progress: call.progress ?? (() => {}),
    };
    let result: unknown;
    try {
      const runWith = async (signal: AbortSignal) =>
        service.run(Object.freeze({ ...run, signal, runApart: (task: ApartTask<any>) => runApart(task, signal) }));
      const late = () => new CasementError("timeout", `${address} took longer than ${maxRunMs / 60_000} minutes and was aborted.`);
      result = await withTimeout(clock, maxRunMs, context.signal, runWith, late);
    } finally {
      await recordWrites(runtime, writtenIds, raised);
      if (call.onWritten) await call.onWritten(writtenIds);
      else if (service.effect !== "read") await readTouched(runtime, service, target, writtenIds);
    }
    const output = await validateValue(service.output, result ?? null);
    if ("mistake" in output) {
      const { reason, detail } = output.mistake;
      throw new CasementError("output-invalid", `${address} succeeded, but its result ${reason}. Report it to the plugin's author.`, {
        cause: new Error(detail),
      });
    }
    logOutcome("done");
    faults.clear(`service ${name}`);
    return output.value;
  } catch (thrown) {
    const error = blameInput(thrown, input);
    logOutcome(CasementError.is(error) ? error.code : "plugin-failed");
    if (!linked.signal.aborted) faults.report(`service ${name}`, error);
    if (CasementError.is(error)) throw withGraphMessage(withIdHint(error, plugin, service, input));
    if (linked.signal.aborted) throw new CasementError("stopped", `${address} was canceled.`, { cause: error });
    throw new CasementError("plugin-failed", `${address} failed with ${faultOf(error)}. Report it to the author of ${plugin.title}.`, {
      cause: error,
    });
  } finally {
    linked.unlink();
  }
}

/** The sensor that was named, or all of the kind on which the service acts, or whose items it uses. */
function targetsOf({ sensors }: PluginRuntime, service: ServiceDefinition, target: LiveSensor | undefined): readonly KeyedInstance[] {
  if (target) return [target.instance];
  const kinds = [service.target ?? service.item?.of].flat();
  return sensors.filter(({ kind, entry }) => kinds.includes(kind) && entry.goneAt === undefined).map(({ instance }) => instance);
}

/** The items of a feed of the plugin, by key and id. */
function storedItems({ environment }: PluginRuntime, feed: string): ReadonlyMap<string, ReadonlyMap<string, unknown>> {
  const { ledger, plugin } = environment;
  const states = [...ledger.data.keys.values()].filter(({ address }) => address.plugin === plugin.id && address.feed === feed);
  return new Map(states.map(({ address, items }) => [address.key, items]));
}

/** Records what the service wrote and raised. Also called if the service failed. */
async function recordWrites(runtime: PluginRuntime, writtenIds: readonly string[], raised: readonly RaisedEvent[]): Promise<void> {
  const { ledger, plugin, validateEvents, account } = runtime.environment;
  const at = account.clock.now().getTime();
  for (const id of writtenIds) await ledger.keep({ t: "wrote", plugin: plugin.id, id, at });
  if (raised.length > 0) await ledger.keep({ t: "events", events: await validateEvents(raised) });
}

/** Reads the sensors that the service touches. */
async function readTouched(
  runtime: PluginRuntime,
  service: ServiceDefinition,
  target: LiveSensor | undefined,
  writtenIds: readonly string[],
): Promise<void> {
  const { ledger, plugin, account } = runtime.environment;
  const refreshing = Promise.allSettled([
    ...(target ? [runtime.refresh({ sensor: target })] : []),
    ...(service.touches ?? []).map((name) => runtime.refresh({ name: String(name) })),
  ]);
  await withTimeout(account.clock, maxRefreshWaitMs, account.signal, () => refreshing);
  // Graph may return a change a few seconds late, so read the sensor again.
  const hasUnseenWrites = writtenIds.some((id) => ledger.data.written.has(itemKey({ plugin: plugin.id, id })));
  if (hasUnseenWrites && target) runtime.refreshSoon(target);
}

const sensorInputOf = (input: Readonly<Record<string, unknown>>): string | undefined => {
  if (input.sensor === undefined || input.sensor === "") return undefined;
  if (typeof input.sensor !== "string")
    throw new CasementError("input-invalid", 'The input "sensor" must be text: a slug, a title or an ID.');
  return input.sensor;
};
