import { checkValue, textOfIssues } from "@casement/core";
import { jsonFaultOf } from "@casement/host";
import { adviceForJson } from "../advice-for-json.ts";
import { createContractCheck } from "../contract-check.ts";

export const validEvents = createContractCheck("raises only declared events, with valid payloads", async function* (subject) {
  const { definition, options } = subject;
  const { observed } = await subject.run();
  for (const { caller, event, payload } of observed.raised) {
    const schema = definition.events?.[event];
    if (!schema) {
      yield {
        observed: `${caller} raised "${event}", which is not declared.`,
        advice: "Add it to `events` with the schema of its payload.",
      };
      continue;
    }
    const result = await checkValue(schema, payload);
    if ("issues" in result)
      yield {
        observed: `${caller} raised ${event} with a payload that its schema refuses: ${textOfIssues(result.issues)}.`,
        advice: "Raise what the schema describes, or change the schema. The hub discards such events.",
      };
    const fault = jsonFaultOf(payload);
    if (fault !== undefined)
      yield {
        observed: `${caller} raised ${event} with a payload that is not JSON: ${fault}.`,
        advice: `${adviceForJson} The hub discards such events.`,
      };
  }
  if (Object.keys(definition.events ?? {}).length === 0 || observed.raised.length > 0) return;
  yield options.change
    ? {
        observed: "`change` made a change, but no event was raised.",
        advice: "Let `change` do what one of the events reports, or raise the event from `changed` or `due`.",
      }
    : {
        observed: "It declares events, but raised none in the test.",
        advice: "Pass testPlugin a `change` that makes a change from outside, which one of the events then reports.",
      };
});
