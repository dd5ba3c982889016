import { checkValue } from "@casement/core";
import { jsonFaultOf } from "@casement/host";
import { createContractCheck } from "../contract-check.ts";
import { jsonSchemaIssues } from "../plugin-schemas.ts";

export const schemaAgreement = createContractCheck("has JSON Schemas that agree with its schemas", async function* (subject) {
  const { serviceRuns, observed } = await subject.run();
  const { services = {}, events = {}, sensors = {} } = subject.definition;
  for (const { name, input, output, error } of serviceRuns) {
    const service = services[name];
    if (!service || input === undefined) continue;
    const { sensor: _, ...ownInput } = service.target === undefined ? { ...input, sensor: undefined } : input;
    const isAccepted = "value" in (await checkValue(service.input, ownInput));
    const issues = jsonSchemaIssues(service.input, "input", ownInput);
    if (isAccepted !== (issues.length === 0))
      yield {
        observed: isAccepted
          ? `services.${name}.input accepts the example, but its JSON Schema refuses it: ${issues.join("; ")}.`
          : `services.${name}.input refuses the example, but its JSON Schema accepts it.`,
        advice:
          "Express the rule in a form that JSON Schema has (a format, a pattern, a range), or state it in the description and in `run`.",
      };
    if (error === undefined)
      for (const issue of jsonSchemaIssues(service.output, "output", output)) yield disagreement(`services.${name}.output`, issue);
  }
  for (const { caller, schema, value } of observed.returned) {
    const result = await checkValue(schema, value);
    // `workingSensors` and `validEvents` report values that are not JSON.
    if ("value" in result && isJson(result.value) && caller.startsWith("sensors.") && sensors[caller.slice("sensors.".length)])
      for (const issue of jsonSchemaIssues(schema, "output", result.value)) yield disagreement(`${caller}.value`, issue);
  }
  for (const { event, payload } of observed.raised) {
    const schema = events[event];
    const result = schema && (await checkValue(schema, payload));
    if (schema && result && "value" in result && isJson(result.value))
      for (const issue of jsonSchemaIssues(schema, "output", result.value)) yield disagreement(`events.${event}`, issue);
  }
});

const isJson = (value: unknown): boolean => jsonFaultOf(value) === undefined;

const disagreement = (schema: string, issue: string) => ({
  observed: `${schema} accepts a value that its JSON Schema refuses: ${issue}.`,
  advice: "Describe what is really returned. Callers rely on the JSON Schema.",
});
