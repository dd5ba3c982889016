import { completePermissionMap } from "../../complete-permission-map.ts";
import { allowedScopesOf } from "../allowed-scopes.ts";
import { checkLeastPrivilege } from "../check-least-privilege.ts";
import { configOf } from "../config-of.ts";
import { createContractCheck } from "../contract-check.ts";
import { requestReplayOf } from "../request-replay.ts";

export const scopeConditions = createContractCheck("needs a scope exactly where its `when` is true", async function* (subject) {
  const { definition } = subject;
  const config = await configOf(subject);
  const conditional = Object.entries(definition.scopes).flatMap(([scope, { when }]) =>
    when ? [{ scope, isRequested: when(config) }] : [],
  );
  if (conditional.length === 0) return;
  const run = await subject.run();
  const report = run.scopes.plugins.find(({ plugin }) => plugin === definition.id);
  for (const { scope, isRequested } of conditional)
    if (typeof isRequested !== "boolean")
      yield { observed: `\`when\` of ${scope} returned ${typeof isRequested}.`, advice: "Return true or false." };
  const notRequested = conditional.filter(({ isRequested }) => !isRequested).map(({ scope }) => scope);
  const covers = (scopes: readonly string[], method: string, path: string) =>
    completePermissionMap.coverage(scopes, method, path, run.accountType).outcome === "covered";
  for (const { caller, method, path } of run.observed.requests) {
    if (covers(allowedScopesOf(run, definition.id, caller), method, path)) continue;
    const needed = notRequested.find((scope) => covers([scope], method, path));
    if (needed !== undefined)
      yield {
        observed: `${caller} sends a ${method} that needs ${needed}, but \`when\` returns false under this configuration.`,
        advice: "Correct `when`, or do not send the request under this configuration.",
      };
  }
  for (const { kind } of run.sensors) {
    const offer = report?.sensors[kind];
    if (offer && !offer.offered)
      yield {
        observed: `There are sensors of kind ${kind}, although they are not available under this configuration: ${offer.reason}`,
        advice: "Correct `when`, or let `instances` return none of them under this configuration.",
      };
  }
  for (const { observed, advice } of checkLeastPrivilege(requestReplayOf(subject, run)))
    if (conditional.some(({ scope }) => observed === `No request needs ${scope}.`))
      yield { observed: `${observed} \`when\` returns true under this configuration.`, advice };
});
