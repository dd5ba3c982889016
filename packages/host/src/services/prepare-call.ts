import { CasementError, type FileAccess, type KeyedInstance, type ServiceCall, type ServiceDefinition } from "@casement/core";
import type { RaisedEvent } from "../events/event-validator.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import type { LiveSensor } from "../sensors/live-sensor.ts";
import { checkItemIds } from "./blame-input.ts";
import { emptyInstance, findTarget } from "./find-target.ts";
import { parseInput } from "./parse-input.ts";

type RunCall = Omit<ServiceCall<any, any, RaisedEvent>, "runApart">;

interface CallOfService {
  readonly name: string;
  readonly service: ServiceDefinition;
  readonly input: Readonly<Record<string, unknown>>;
  readonly files: FileAccess;
  readonly signal: AbortSignal;
}

/** What a service's functions receive, from its checked input. @throws CasementError `input-invalid`, `sensor-unknown`, `service-refused` */
export async function prepareCall(
  runtime: PluginRuntime,
  { name, service, input, files, signal }: CallOfService,
  results: Pick<RunCall, "markWritten" | "raise" | "progress">,
): Promise<{ readonly run: RunCall; readonly target: LiveSensor | undefined }> {
  const { plugin, contexts } = runtime.environment;
  const context = contexts.forService(name, signal);
  const wanted = sensorInputOf(input);
  const hasTarget = service.target !== undefined && (wanted !== undefined || !service.optionalTarget);
  const target = hasTarget ? findTarget(plugin, String(service.target), runtime.sensors, wanted) : undefined;
  const parsed = await parseInput(`${plugin.id}/${name}`, service, input);
  checkItemIds(service, parsed);
  const run = {
    ...context,
    input: parsed,
    target: target?.instance ?? emptyInstance,
    targets: targetsOf(runtime, service, target),
    files,
    stored: (feed: string) => storedItems(runtime, feed),
    ...results,
  };
  return { run, target };
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

const sensorInputOf = (input: Readonly<Record<string, unknown>>): string | undefined => {
  if (input.sensor === undefined || input.sensor === "") return undefined;
  if (typeof input.sensor !== "string")
    throw new CasementError("input-invalid", 'The input "sensor" must be text: a slug, a title or an ID.');
  return input.sensor;
};
