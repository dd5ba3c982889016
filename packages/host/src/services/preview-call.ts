import { type ApartTask, type CallPreview, CasementError, type Graph, type ServiceDefinition } from "@casement/core";
import type { PreviewedCall } from "../api.ts";
import { linkSignals } from "../async/link-signals.ts";
import { withTimeout } from "../async/with-timeout.ts";
import { faultOf } from "../plugins/fault-of.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import { withGraphMessage } from "./graph-message.ts";
import { withIdHint } from "./id-hint.ts";
import type { ServiceTools } from "./invoke-service.ts";
import { prepareCall } from "./prepare-call.ts";
import { reachesOthers } from "./reaches-others.ts";
import { recipientTexts } from "./recipient-texts.ts";

/** Somebody waits for it, with nothing done yet (ms). */
const maxPreviewMs = 60_000;

/**
 * What a call would do and whom it would reach. Changes nothing.
 * @throws CasementError whatever the call itself would throw before it changes something
 */
export async function previewCall(
  runtime: PluginRuntime,
  { files, runApart }: ServiceTools,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<PreviewedCall> {
  const { plugin, account } = runtime.environment;
  const service = plugin.services![name]!;
  const reaches = await reachesOthers(runtime.environment, name, input);
  const named = recipientTexts(plugin, name, input);
  const linked = linkSignals(account.signal);
  try {
    const { run } = await prepareCall(runtime, { name, service, input, files, signal: linked.signal }, noResults);
    const call = Object.freeze({ ...run, graph: readOnly(run.graph) });
    const late = () => new CasementError("timeout", `${plugin.id}/${name} could not be checked within ${maxPreviewMs / 1000} s.`);
    const work = async (signal: AbortSignal): Promise<CallPreview> =>
      (await service.preview?.({ ...call, signal, runApart: (task: ApartTask<any>) => runApart(task, signal) })) ?? {};
    const { people = [], reachesUnknown, items, count } = await withTimeout(account.clock, maxPreviewMs, linked.signal, work, late);
    const others = people.filter((person) => addressIn(person) !== run.account.username.toLowerCase());
    const all = [...new Set([...named, ...others])];
    const known = items ?? titlesOf(runtime, service, run.input);
    return {
      reachesOthers: reaches,
      people: reaches ? all : [],
      reachesUnknown: reaches && (reachesUnknown ?? (people.length === 0 && named.length === 0)),
      items: known,
      count: count ?? known.length,
    };
  } catch (error) {
    if (CasementError.is(error)) throw withGraphMessage(withIdHint(error, plugin, service, input));
    const message = `The preview of ${plugin.id}/${name} failed with ${faultOf(error)}. Report it to the author of ${plugin.title}.`;
    throw new CasementError("plugin-failed", message, { cause: error });
  } finally {
    linked.unlink();
  }
}

/** In "Ada Reed <ada@x.example>", or the text itself. */
const addressIn = (person: string): string => (/<([^<>]*)>\s*$/.exec(person)?.[1] ?? person).trim().toLowerCase();

const noResults = { markWritten: () => {}, raise: () => {}, progress: () => {} };

const refuseChange = (): never => {
  throw new CasementError("plugin-failed", "A preview must not change anything. Report it to the plugin's author.");
};

const readOnly = (graph: Graph): Graph => Object.freeze({ ...graph, send: async () => refuseChange(), upload: async () => refuseChange() });

/** The titles of the items that the input names, from the sensors that list them. */
function titlesOf({ plugin, sensors }: PluginRuntime, { item }: ServiceDefinition, input: Readonly<Record<string, unknown>>): string[] {
  if (item?.id === undefined) return [];
  const kinds = [item.of].flat();
  const wanted = new Set([input[item.id]].flat());
  const titles = new Map<unknown, string>();
  for (const sensor of sensors) {
    const shown = kinds.includes(sensor.kind) ? plugin.sensors?.[sensor.kind]?.present?.items : undefined;
    const listed = shown && sensor.snapshot().attributes[shown.attribute];
    if (!shown || !Array.isArray(listed)) continue;
    for (const entry of listed) {
      const id = entry?.[shown.id ?? "id"];
      if (wanted.has(id) && typeof entry[shown.title] === "string") titles.set(id, entry[shown.title]);
    }
  }
  return [...titles.values()];
}
