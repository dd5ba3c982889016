import { checkValue, textOfIssues } from "@casement/core";
import { createContractCheck } from "../contract-check.ts";

export const workingSensors = createContractCheck(
  "has a valid value in every sensor with read permissions only",
  async function* (subject) {
    await using rig = await subject.open({ account: { enableUpdate: false } });
    const sensors = rig.sensors();
    for (const kind of Object.keys(subject.definition.sensors ?? {})) {
      const ofKind = sensors.filter((sensor) => sensor.kind === kind);
      if (ofKind.length === 0) {
        const status = rig.t.account.status().plugins[0];
        yield {
          observed: `There is no sensor of kind ${kind}: ${status?.error ?? status?.reason ?? "nothing was found to show"}`,
          advice: "Let `arrange` fill the emulator with something that the plugin finds, or correct `instances`.",
        };
      }
      for (const { error, state, stale } of ofKind)
        if (error !== undefined)
          yield {
            observed: `A sensor of kind ${kind} fails: ${error}`,
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
    }
  },
);
