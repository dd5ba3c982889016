import type { Clock, FileAccess } from "@casement/core";
import {
  CasementError,
  jsonSchema,
  type Logger,
  type PluginDefinition,
  parseValue,
  type ServiceCall,
  type ServiceDefinition,
} from "@casement/core";
import type { CallOptions } from "../api.ts";
import type { EventValidator, RaisedEvent } from "../events/event-validator.ts";
import type { Ledger } from "../feeds/ledger.ts";
import { linkSignals, timedOut, withTimeout } from "../graph/with-timeout.ts";
import { validateValue } from "../json/validate-value.ts";
import type { CallContexts } from "../plugins/call-contexts.ts";
import type { FaultLog } from "../plugins/fault-log.ts";
import { faultOf } from "../plugins/fault-of.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import { instanceOf, type LiveSensor } from "../sensors/live-sensor.ts";
import { emptyInstance, findTarget } from "./find-target.ts";
import { resolveAliases } from "./resolve-aliases.ts";

export interface InvokeOptions {
  readonly account: string;
  readonly plugin: PluginDefinition;
  readonly runtime: PluginRuntime;
  readonly contexts: CallContexts;
  readonly ledger: Ledger;
  readonly validateEvents: EventValidator;
  readonly faults: FaultLog;
  readonly files: FileAccess;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly background: (task: () => Promise<void>) => void;
}

/** Timeout of a service (ms). Long enough for uploads. */
const maxRunMs = 15 * 60_000;
/** How long a call waits until the sensors that the service touches are read again (ms). Later reads continue in the background. */
const maxRefreshWaitMs = 10_000;

export async function invokeService(
  options: InvokeOptions,
  name: string,
  input: Readonly<Record<string, unknown>>,
  call: CallOptions,
): Promise<unknown> {
  const { account, plugin, runtime, contexts, clock, log } = options;
  const address = `${plugin.id}/${name}`;
  const service = plugin.services?.[name];
  if (!service)
    throw new CasementError(
      "service-unknown",
      `There is no service ${address}. Services of ${plugin.title}: ${Object.keys(plugin.services ?? {}).join(", ") || "none"}.`,
    );

  const began = clock.now().getTime();
  const linked = linkSignals(options.signal, ...(call.signal ? [call.signal] : []));
  const logOutcome = (outcome: string): void =>
    log.info(`${call.via ?? "program"} called ${account} ${address}: ${outcome}`, { ms: clock.now().getTime() - began });
  try {
    const context = contexts.forService(name, linked.signal);
    const target =
      service.target === undefined ? undefined : findTarget(plugin, String(service.target), runtime.sensors, sensorInputOf(input));
    const parsed = await parseInput(address, service, input);
    const writtenIds: string[] = [];
    const raised: RaisedEvent[] = [];
    const run: ServiceCall<any, unknown, RaisedEvent> = {
      ...context,
      input: parsed,
      target: target ? instanceOf(target.entry) : emptyInstance,
      files: options.files,
      markWritten: (id) => void writtenIds.push(id),
      raise: (event) => void raised.push(event),
      progress: call.progress ?? (() => {}),
    };
    let result: unknown;
    try {
      result = await withTimeout(clock, maxRunMs, context.signal, async (signal) => service.run({ ...run, signal }));
    } finally {
      await recordWrites(options, service, target, writtenIds, raised);
    }
    if (result === timedOut)
      throw new CasementError("timeout", `${address} took longer than ${maxRunMs / 60_000} minutes and was aborted.`);
    const output = await validateValue(service.output, result ?? null);
    if ("mistake" in output) {
      const { reason, detail } = output.mistake;
      throw new CasementError("output-invalid", `${address} succeeded, but its result ${reason}. Report it to the plugin's author.`, {
        cause: new Error(detail),
      });
    }
    logOutcome("done");
    options.faults.clear(`service ${name}`);
    return output.value;
  } catch (error) {
    logOutcome(CasementError.is(error) ? error.code : "plugin-failed");
    if (!linked.signal.aborted) options.faults.report(`service ${name}`, error);
    if (CasementError.is(error)) throw error;
    if (linked.signal.aborted) throw new CasementError("stopped", `${address} was canceled.`, { cause: error });
    throw new CasementError("plugin-failed", `${address} failed with ${faultOf(error)}. Report it to the author of ${plugin.title}.`, {
      cause: error,
    });
  } finally {
    linked.unlink();
  }
}

/** Records what the service wrote and raised, then reads the sensors that it touches. Also called if the service failed. */
async function recordWrites(
  options: InvokeOptions,
  service: ServiceDefinition,
  target: LiveSensor | undefined,
  writtenIds: readonly string[],
  raised: readonly RaisedEvent[],
): Promise<void> {
  const { ledger, plugin, validateEvents, clock, runtime } = options;
  const at = clock.now().getTime();
  for (const id of writtenIds) await ledger.commit({ t: "wrote", plugin: plugin.id, id, at });
  if (raised.length > 0) await ledger.commit({ t: "events", events: await validateEvents(raised) });
  if (service.effect === "read") return;
  const refreshing = Promise.allSettled([
    ...(target ? [runtime.refresh({ sensor: target })] : []),
    ...(service.touches ?? []).map((name) => runtime.refresh({ name: String(name) })),
  ]);
  await withTimeout(clock, maxRefreshWaitMs, options.signal, () => refreshing);
  // Graph may return a change a few seconds late, so read the sensor again.
  const hasUnseenWrites = writtenIds.some((id) => ledger.data.written.has(`${plugin.id}/${id}`));
  if (hasUnseenWrites && target) runtime.refreshSoon(target);
}

const sensorInputOf = (input: Readonly<Record<string, unknown>>): string | undefined => {
  if (input.sensor === undefined || input.sensor === "") return undefined;
  if (typeof input.sensor !== "string")
    throw new CasementError("input-invalid", 'The input "sensor" must be text: a slug, a title or an ID.');
  return input.sensor;
};

/** Validates a service's input, without the host's `sensor` and with aliases of fields resolved. @throws CasementError `input-invalid` */
export function parseInput(address: string, service: ServiceDefinition, input: Readonly<Record<string, unknown>>): Promise<any> {
  const serviceInput = resolveAliases(jsonSchema(service.input, "input"), withoutSensor(input, service.target !== undefined));
  return parseValue(service.input, serviceInput, "input-invalid", `The input of ${address} is invalid`);
}

function withoutSensor(input: Readonly<Record<string, unknown>>, targeted: boolean): Readonly<Record<string, unknown>> {
  if (!targeted) return input;
  const { sensor: _, ...rest } = input;
  return rest;
}

/** The JSON Schema of a service's input, with `sensor` if it has a target. */
export function inputSchemaOf(service: ServiceDefinition, slugs: readonly string[]): Readonly<Record<string, unknown>> {
  const schema = jsonSchema(service.input, "input");
  if (service.target === undefined) return schema;
  const sensor = {
    type: "string",
    description: "Slug, title or ID of the sensor to act on. Optional if there is only one.",
    "x-order": 0,
    ...(slugs.length > 0 && { examples: slugs }),
  };
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    ...schema,
    properties: { sensor, ...(schema.properties as object) },
    ...(slugs.length > 1 && { required: ["sensor", ...required] }),
  };
}
