import { scopesOf } from "@casement/core";
import { check } from "../check.ts";

export const readTier = check("reads with read permissions alone, and changes nothing by reading", async function* (subject) {
  const { feeds, sensors, scopes } = subject.definition;
  for (const [part, entries] of Object.entries({ feeds, sensors }))
    for (const [name, entry] of Object.entries(entries ?? {}))
      for (const scope of scopesOf(entry))
        if (scopes[scope]?.tier === "update")
          yield {
            seen: `${part}.${name} names ${scope}, which is of the tier "update".`,
            todo: 'Name the weakest permission that lets it read, with the tier "read": sensors must survive without updates.',
          };
  const { watch } = await subject.tour();
  for (const { by, verb, method } of watch.calls)
    if ((verb === "send" || verb === "upload") && !by.startsWith("services."))
      yield {
        seen: `${by} sent a ${method}.`,
        todo: "Read with get, pages, delta, or query for reads that Graph spells as POST. Changes belong in a service.",
      };
});
