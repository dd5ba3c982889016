import { type ApartTask, CasementError, type FileAccess, type ServiceDefinition } from "@casement/core";
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
import { blameInput } from "./blame-input.ts";
import { withGraphMessage } from "./graph-message.ts";
import { withIdHint } from "./id-hint.ts";
import { prepareCall } from "./prepare-call.ts";

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
  const { plugin, account, faults } = runtime.environment;
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
  const errorForCaller = (error: unknown): CasementError => {
    if (CasementError.is(error)) return withGraphMessage(withIdHint(error, plugin, service, input));
    if (linked.signal.aborted) return new CasementError("stopped", `${address} was canceled.`, { cause: error });
    const message = `${address} failed with ${faultOf(error)}. Report it to the author of ${plugin.title}.`;
    return new CasementError("plugin-failed", message, { cause: error });
  };
  const logOutcome = (outcome: string): void =>
    log.info(`${call.via ?? "program"} called ${account.name} ${address}: ${outcome}`, { ms: clock.now().getTime() - began });
  const writtenIds: string[] = [];
  const raised: RaisedEvent[] = [];
  try {
    const { run, target } = await prepareCall(
      runtime,
      { name, service, input, files, signal: linked.signal },
      {
        markWritten: (id) => void writtenIds.push(id),
        raise: (event) => void raised.push(event),
        progress: call.progress ?? (() => {}),
      },
    );
    let result: unknown;
    try {
      const runWith = async (signal: AbortSignal) =>
        service.run(Object.freeze({ ...run, signal, runApart: (task: ApartTask<any>) => runApart(task, signal) }));
      const late = () => new CasementError("timeout", `${address} took longer than ${maxRunMs / 60_000} minutes and was aborted.`);
      result = await withTimeout(clock, maxRunMs, run.signal, runWith, late);
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
    throw withWrittenItems(errorForCaller(error), new Set(writtenIds).size);
  } finally {
    linked.unlink();
  }
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

/** The error of a call that changed something before it failed says so: whoever repeats the call would do that again. */
function withWrittenItems(error: CasementError, count: number): CasementError {
  if (count === 0) return error;
  const message = `${error.message} Before that, the call wrote ${count === 1 ? "1 item" : `${count} items`}.`;
  return new CasementError(error.code, message, { cause: error, details: error.details });
}
