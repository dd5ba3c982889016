import { createContractCheck } from "../contract-check.ts";
import { errorTextOf } from "../error-text.ts";
import { reachedOthers } from "../reached-others.ts";

export const reachedPeople = createContractCheck("reaches other people only in services that say so", async function* (subject) {
  const services = Object.entries(subject.definition.services ?? {});
  for (const [name, { effect, reachesOthers }] of services)
    if (effect === "read" && reachesOthers)
      yield {
        observed: `The service ${name} has the effect "read", but it has \`reachesOthers\`.`,
        advice: "Remove `reachesOthers`, or declare the effect that the service has.",
      };
  if (services.length === 0) return;
  const run = await subject.run();
  for (const { name, reachesOthers, exchanges = [], sentMails = 0 } of run.serviceRuns) {
    if (reachesOthers === undefined || reachesOthers === true) continue;
    if (reachesOthers !== false) {
      yield {
        observed: `\`reachesOthers\` of the service ${name} failed for the example: ${errorTextOf(reachesOthers.error)}`,
        advice: "Return true or false for every valid input. `item` is undefined when the item is not stored.",
      };
      continue;
    }
    const advice = "Set `reachesOthers`: true, or a function of the input. Surfaces ask before such calls.";
    for (const exchange of exchanges) {
      const earlier = run.exchanges.slice(0, run.exchanges.indexOf(exchange));
      const reached = reachedOthers(exchange, earlier, run.accountType);
      if (reached !== undefined)
        yield { observed: `The service ${name} ${reached}, but \`reachesOthers\` is false for its example.`, advice };
    }
    if (sentMails > 0) yield { observed: `The service ${name} sent a mail, but \`reachesOthers\` is false for its example.`, advice };
  }
});
