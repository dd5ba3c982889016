import type { Clock, FileAccess } from "@casement/core";
import {
  CasementError,
  checkValue,
  jsonSchema,
  type Logger,
  type PluginDefinition,
  parseValue,
  type ServiceCall,
  type ServiceDefinition,
  textOfIssues,
} from "@casement/core";
import type { CallOptions } from "../api.ts";
import type { Raise, RaisedEvent } from "../events/raise.ts";
import type { Ledger } from "../feeds/ledger.ts";
import { linkSignals, timedOut, timeLimit } from "../graph/time-limit.ts";
import { jsonFault } from "../json/json-fault.ts";
import type { PluginCalls } from "../plugins/calls.ts";
import type { FaultLog } from "../plugins/fault-log.ts";
import { faultOf } from "../plugins/fault-of.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import { instanceOf, type LiveSensor } from "../sensors/live-sensor.ts";
import { resolveAliases, withoutAliases } from "./resolve-aliases.ts";
import { emptyInstance, findTarget } from "./target.ts";

export interface InvokeOptions {
  readonly account: string;
  readonly plugin: PluginDefinition;
  readonly runtime: PluginRuntime;
  readonly calls: PluginCalls;
  readonly ledger: Ledger;
  readonly raise: Raise;
  readonly faults: FaultLog;
  readonly files: FileAccess;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly background: (task: () => Promise<void>) => void;
}

/** A service may take this long (ms): uploads are long. */
const longestRun = 15 * 60_000;
/** How long the caller waits for the sensors that a service touched (ms); after that they follow on their own. */
const longestRefresh = 10_000;

export async function invoke(
  options: InvokeOptions,
  name: string,
  input: Readonly<Record<string, unknown>>,
  call: CallOptions,
): Promise<unknown> {
  const { account, plugin, runtime, calls, clock, log } = options;
  const address = `${plugin.id}/${name}`;
  const service = plugin.services?.[name];
  if (!service)
    throw new CasementError(
      "service-unknown",
      `There is no service ${address}. ${plugin.title} has: ${Object.keys(plugin.services ?? {}).join(", ") || "none"}.`,
    );

  const began = clock.now().getTime();
  const controller = linkSignals(options.signal, ...(call.signal ? [call.signal] : []));
  const audit = (outcome: string): void =>
    log.info(`${call.via ?? "program"} called ${account} ${address}: ${outcome}`, { ms: clock.now().getTime() - began });
  try {
    const context = calls.service(name, controller.signal);
    const target =
      service.target === undefined ? undefined : findTarget(plugin, String(service.target), runtime.sensors, sensorInput(input));
    const parsed = await parseInput(address, service, input);
    const wrote: string[] = [];
    const raised: RaisedEvent[] = [];
    const run: ServiceCall<any, unknown, RaisedEvent> = {
      ...context,
      input: parsed,
      target: target ? instanceOf(target.entry) : emptyInstance,
      files: options.files,
      markWritten: (id) => void wrote.push(id),
      raise: (event) => void raised.push(event),
      progress: call.progress ?? (() => {}),
    };
    let result: unknown;
    try {
      result = await timeLimit(clock, longestRun, context.signal, async (signal) => service.run({ ...run, signal }));
    } finally {
      await settleWrites(options, service, target, wrote, raised);
    }
    if (result === timedOut)
      throw new CasementError("timeout", `${address} took longer than ${longestRun / 60_000} minutes and was ended.`);
    const output = await checkValue(service.output, result ?? null);
    if ("issues" in output) {
      throw new CasementError(
        "output-invalid",
        `${address} succeeded, but its result does not fit its schema: ${textOfIssues(output.issues)}. Report it to the plugin's author.`,
      );
    }
    const fault = jsonFault(output.value);
    if (fault !== undefined)
      throw new CasementError(
        "output-invalid",
        `${address} succeeded, but its result is not JSON: ${fault}. Report it to the plugin's author.`,
      );
    audit("done");
    options.faults.clear(`service ${name}`);
    return output.value;
  } catch (error) {
    audit(CasementError.is(error) ? error.code : "plugin-failed");
    if (!controller.signal.aborted) options.faults.report(`service ${name}`, error);
    if (CasementError.is(error)) throw error;
    if (controller.signal.aborted) throw new CasementError("stopped", `${address} was cancelled.`, { cause: error });
    throw new CasementError("plugin-failed", `${address} failed with ${faultOf(error)}. Report it to the author of ${plugin.title}.`, {
      cause: error,
    });
  } finally {
    controller.unlink();
  }
}

/** Notes what was written, then brings what the service touched up to date, also when it failed half-way. */
async function settleWrites(
  options: InvokeOptions,
  service: ServiceDefinition,
  target: LiveSensor | undefined,
  wrote: readonly string[],
  raised: readonly RaisedEvent[],
): Promise<void> {
  const { ledger, plugin, raise, clock, runtime } = options;
  const at = clock.now().getTime();
  for (const id of wrote) await ledger.commit({ t: "wrote", plugin: plugin.id, id, at });
  if (raised.length > 0) await ledger.commit({ t: "events", events: await raise(raised) });
  if (service.effect === "read") return;
  const refreshing = Promise.allSettled([
    ...(target ? [runtime.refresh({ sensor: target })] : []),
    ...(service.touches ?? []).map((name) => runtime.refresh({ name: String(name) })),
  ]);
  await timeLimit(clock, longestRefresh, options.signal, () => refreshing);
  // Graph may show a write a few seconds later: look once more.
  const unseen = wrote.some((id) => ledger.data.written.has(`${plugin.id}/${id}`));
  if (unseen && target) runtime.refreshSoon(target);
}

const sensorInput = (input: Readonly<Record<string, unknown>>): string | undefined => {
  if (input.sensor === undefined || input.sensor === "") return undefined;
  if (typeof input.sensor !== "string")
    throw new CasementError("input-invalid", 'The input "sensor" must be text: a slug, a title or an id.');
  return input.sensor;
};

/** A service's own input, checked: without the host's `sensor`, other names of fields resolved. @throws CasementError `input-invalid`. */
export function parseInput(address: string, service: ServiceDefinition, input: Readonly<Record<string, unknown>>): Promise<any> {
  const own = resolveAliases(jsonSchema(service.input, "input"), withoutSensor(input, service.target !== undefined));
  return parseValue(service.input, own, "input-invalid", `The input of ${address} does not fit`);
}

function withoutSensor(input: Readonly<Record<string, unknown>>, targeted: boolean): Readonly<Record<string, unknown>> {
  if (!targeted) return input;
  const { sensor: _, ...rest } = input;
  return rest;
}

/** JSON Schema of a service's input, with `sensor` where it has a target. */
export function inputSchema(service: ServiceDefinition, slugs: readonly string[]): Readonly<Record<string, unknown>> {
  const schema = withoutAliases(jsonSchema(service.input, "input"));
  if (service.target === undefined) return schema;
  const sensor = {
    type: "string",
    description: "Slug, title or id of the sensor to act on; may be left out when there is only one.",
    ...(slugs.length > 0 && { examples: slugs }),
  };
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    ...schema,
    properties: { sensor, ...(schema.properties as object) },
    ...(slugs.length > 1 && { required: ["sensor", ...required] }),
  };
}
