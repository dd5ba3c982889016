import { createContractCheck } from "../contract-check.ts";

const maxLength = 80;

export const shortSummaries = createContractCheck("has service summaries of at most 80 characters", function* ({ definition }) {
  for (const [name, { summary }] of Object.entries(definition.services ?? {})) {
    if (summary === undefined) continue;
    if (summary.trim() === "") yield { observed: `services.${name}.summary is empty.`, advice: "Describe the service in one sentence." };
    if (summary.length > maxLength)
      yield {
        observed: `services.${name}.summary has ${summary.length} characters.`,
        advice: `Shorten it to ${maxLength} characters. Agents read the summaries of all services; details belong in the descriptions of the fields.`,
      };
  }
});
