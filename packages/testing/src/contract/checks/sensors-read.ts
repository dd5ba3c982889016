import { checkValue as validate } from "@casement/core";
import { check } from "../check.ts";

export const sensorsRead = check("shows a valid value in every sensor with read permissions alone", async function* (subject) {
  await using bench = await subject.open({ account: { enableUpdate: false } });
  const sensors = bench.sensors();
  for (const kind of Object.keys(subject.definition.sensors ?? {})) {
    const some = sensors.filter((sensor) => sensor.kind === kind);
    if (some.length === 0) {
      const problem = bench.t.account.status().plugins[0];
      const why = problem?.error ?? problem?.reason ?? "nothing was found to show";
      yield {
        seen: `There is no sensor of the kind ${kind}: ${why}`,
        todo: "Let `arrange` fill the emulator with something that it finds, or correct `instances`.",
      };
    }
    for (const { error, state, stale } of some)
      if (error !== undefined)
        yield {
          seen: `A sensor of the kind ${kind} fails: ${error}`,
          todo: "Correct what reads it. It has to work without update permissions: `enableUpdate` is off unless switched on.",
        };
      else if (state === undefined || stale)
        yield {
          seen: `A sensor of the kind ${kind} shows nothing.`,
          todo: "Let the first round end with a page without `more`, and `view` or `read` return a value.",
        };
  }
  for (const { by, schema, value } of bench.watch.yielded) {
    const result = await validate(schema, value);
    if ("issues" in result)
      yield {
        seen: `${by} returned something that its schema refuses: ${result.issues.map(({ path, message }) => `${path || "the whole"}: ${message}`).join("; ")}.`,
        todo: "Return what the schema describes, or widen the schema.",
      };
  }
});
