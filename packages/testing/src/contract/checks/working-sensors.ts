import { checkValue, type PluginDefinition, textOfIssues } from "@casement/core";
import { jsonFaultOf } from "@casement/host";
import { adviceForJson } from "../advice-for-json.ts";
import { createContractCheck } from "../contract-check.ts";
import { thrownTextOf } from "../error-text.ts";

/** The functions behind a sensor: what the host reads and computes to show it. */
function callersOf(kind: string, { sensors }: PluginDefinition): readonly string[] {
  const feed = sensors?.[kind]?.feed;
  const callers = [`sensors.${kind}`, `sensors.${kind}.view`, `sensors.${kind} instances`];
  return feed === undefined ? callers : [...callers, `feeds.${String(feed)}`];
}

export const workingSensors = createContractCheck(
  "has a valid value in every sensor with read permissions only",
  async function* (subject) {
    await using rig = await subject.open({ account: { enableUpdate: false } });
    const sensors = await rig.sensors();
    for (const kind of Object.keys(subject.definition.sensors ?? {})) {
      const ofKind = sensors.filter((sensor) => sensor.kind === kind);
      if (ofKind.length === 0) {
        const status = rig.t.account.status().plugins[0];
        const reason = status?.error ?? status?.reason ?? "nothing was found to show";
        yield {
          observed: `There is no sensor of kind ${kind}: ${reason}${thrownTextOf(rig.observed, callersOf(kind, subject.definition))}`,
          advice: "Let `arrange` fill the emulator with something that the plugin finds, or correct `instances`.",
        };
      }
      for (const { error, state, stale } of ofKind)
        if (error !== undefined)
          yield {
            observed: `A sensor of kind ${kind} fails: ${error}${thrownTextOf(rig.observed, callersOf(kind, subject.definition))}`,
            advice: "Correct the function that reads it. It must work without update permissions: `enableUpdate` is off by default.",
          };
        else if (state === undefined || stale)
          yield {
            observed: `A sensor of kind ${kind} shows nothing.`,
            advice: "End the first round with a page without `more`, and return a value from `view` or `read`.",
          };
    }
    for (const { caller, schema, value } of rig.observed.returned) {
      const result = await checkValue(schema, value);
      if ("issues" in result)
        yield {
          observed: `${caller} returned a value that its schema refuses: ${textOfIssues(result.issues)}.`,
          advice: "Return what the schema describes, or change the schema.",
        };
      const fault = jsonFaultOf(value);
      if (fault !== undefined) yield { observed: `${caller} returned a value that is not JSON: ${fault}.`, advice: adviceForJson };
    }
  },
);
