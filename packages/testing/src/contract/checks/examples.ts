import { checkValue as validate } from "@casement/core";
import { check } from "../check.ts";
import { misfits } from "../json-schema.ts";

export const examples = check("means the same by a schema and its JSON Schema", async function* (subject) {
  const { runs, watch } = await subject.tour();
  const { services = {}, events = {}, sensors = {} } = subject.definition;
  for (const { name, input, output, error } of runs) {
    const service = services[name];
    if (!service || input === undefined) continue;
    const { sensor: _, ...own } = service.target === undefined ? { ...input, sensor: undefined } : input;
    const fits = "value" in (await validate(service.input, own));
    const wrong = misfits(service.input, "input", own);
    if (fits !== (wrong.length === 0))
      yield {
        seen: `services.${name}.input ${fits ? "accepts" : "refuses"} the example, its JSON Schema ${fits ? `refuses it: ${wrong.join("; ")}` : "accepts it"}.`,
        todo: "Say the rule in a form that JSON Schema has (a format, a pattern, a range), or in the description and in `run`.",
      };
    if (error === undefined)
      for (const misfit of misfits(service.output, "output", output)) yield disagreement(`services.${name}.output`, misfit);
  }
  for (const { by, schema, value } of watch.yielded) {
    const taken = await validate(schema, value);
    if ("value" in taken && by.startsWith("sensors.") && sensors[by.slice("sensors.".length)])
      for (const misfit of misfits(schema, "output", taken.value)) yield disagreement(`${by}.value`, misfit);
  }
  for (const { event, payload } of watch.raised) {
    const schema = events[event];
    const taken = schema && (await validate(schema, payload));
    if (schema && taken && "value" in taken)
      for (const misfit of misfits(schema, "output", taken.value)) yield disagreement(`events.${event}`, misfit);
  }
});

const disagreement = (name: string, misfit: string) => ({
  seen: `${name} lets something pass that its JSON Schema refuses: ${misfit}.`,
  todo: "Describe what is really returned: callers rely on the JSON Schema.",
});
