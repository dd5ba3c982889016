import { checkValue as validate } from "@casement/core";
import { check } from "../check.ts";

export const fittingEvents = check("raises declared events whose payloads fit", async function* (subject) {
  const { definition, options } = subject;
  const { watch } = await subject.tour();
  for (const { by, event, payload } of watch.raised) {
    const schema = definition.events?.[event];
    if (!schema) {
      yield { seen: `${by} raised "${event}", which is not declared.`, todo: "Add it to events with the schema of its payload." };
      continue;
    }
    const result = await validate(schema, payload);
    if ("issues" in result)
      yield {
        seen: `${by} raised ${event} with a payload that its schema refuses: ${result.issues.map(({ path, message }) => `${path || "the whole"}: ${message}`).join("; ")}.`,
        todo: "Raise what the schema describes, or widen the schema. The hub leaves such events out.",
      };
  }
  if (Object.keys(definition.events ?? {}).length === 0 || watch.raised.length > 0) return;
  yield options.change
    ? {
        seen: "`change` changed something, and nothing was announced.",
        todo: "Let `change` do what one of the events tells of, or raise it from `changed` or `due`.",
      }
    : {
        seen: "It declares events, and the test does not see one.",
        todo: "Give testPlugin a `change` that does, from elsewhere, what one of the events tells of.",
      };
});
