import { check } from "../check.ts";

export const pureFunctions = check("tells what it sees by pure functions", async function* (subject) {
  const { watch } = await subject.tour();
  for (const [by, seen] of watch.impure)
    yield {
      seen: `${by} is not pure: ${seen}.`,
      todo: "Work from the arguments alone (`now`, not the machine's clock), keep nothing between calls, and return a new value.",
    };
});
