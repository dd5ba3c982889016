import { scopesOf } from "@casement/core";
import { createContractCheck } from "../contract-check.ts";

export const readTier = createContractCheck(
  "reads with read permissions only, and changes nothing while reading",
  async function* (subject) {
    const { feeds, sensors, scopes } = subject.definition;
    for (const [part, entries] of Object.entries({ feeds, sensors }))
      for (const [name, entry] of Object.entries(entries ?? {}))
        for (const scope of scopesOf(entry))
          if (scopes[scope]?.tier === "update")
            yield {
              observed: `${part}.${name} names ${scope}, which has the tier "update".`,
              advice: 'Name the least privileged permission that allows the read, with the tier "read". Sensors must work without updates.',
            };
    const { observed } = await subject.run();
    for (const { caller, member, method } of observed.requests)
      if ((member === "send" || member === "upload") && !caller.startsWith("services."))
        yield {
          observed: `${caller} sent a ${method}.`,
          advice: "Read with get, pages or delta, or with query where Graph reads by POST. Make changes in a service.",
        };
  },
);
