import { createContractCheck } from "../contract-check.ts";

export const pureFunctions = createContractCheck("has pure functions where the contract requires them", async function* (subject) {
  const { observed } = await subject.run();
  for (const [caller, impurity] of observed.impure)
    yield {
      observed: `${caller} is not pure: ${impurity}.`,
      advice: "Use only the arguments (`now`, not the machine's clock), keep nothing between calls, and return a new value.",
    };
});
