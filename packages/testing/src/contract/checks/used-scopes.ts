import { type PluginDefinition, scopesOf } from "@casement/core";
import { completePermissionMap } from "../../complete-permission-map.ts";
import { createContractCheck } from "../contract-check.ts";
import type { ContractSubject } from "../contract-subject.ts";

export const usedScopes = createContractCheck("declares the scopes that it uses, and no others", async function* (subject) {
  const { scopes } = subject.definition;
  const named = namedScopes(subject.definition);
  for (const [part, scope] of named)
    if (!(scope in scopes))
      yield {
        observed: `${part} names ${scope}, which is not declared.`,
        advice: `Add ${scope} to \`scopes\` with its tier and why, or name a declared scope.`,
      };
  // A scope with `when` may add to what a named scope allows. `scopeConditions` checks the requests that need it.
  for (const [scope, { tier, when }] of Object.entries(scopes)) {
    if (when || named.some(([, other]) => other === scope)) continue;
    if (tier === "read" && (await isNeededByInstances(subject, scope))) continue;
    yield {
      observed: `${scope} is declared, but no feed, sensor or service names it, and no request of \`instances\` needs it.`,
      advice: `Remove ${scope} from \`scopes\`, because people would consent to it for nothing. If a feed, sensor or service needs it, name it in the \`scope\` there.`,
    };
  }
});

function namedScopes({ feeds, sensors, services }: PluginDefinition): (readonly [part: string, scope: string])[] {
  const parts = Object.entries({ feeds, sensors, services });
  return parts.flatMap(([part, entries]) =>
    Object.entries(entries ?? {}).flatMap(([name, entry]) =>
      [...scopesOf(entry), ...scopesOf({ scope: "mayUse" in entry ? entry.mayUse : undefined })].map(
        (scope) => [`${part}.${name}`, scope] as const,
      ),
    ),
  );
}

/** `instances` may use all read scopes of the plugin, so a scope that only discovery needs is named nowhere. */
async function isNeededByInstances(subject: ContractSubject, scope: string): Promise<boolean> {
  const { scopes } = subject.definition;
  const { accountType, observed } = await subject.run();
  const covers = (candidates: readonly string[], method: string, path: string) =>
    completePermissionMap.coverage(candidates, method, path, accountType).outcome === "covered";
  const others = ["User.Read", ...Object.keys(scopes).filter((other) => other !== scope && scopes[other]?.tier === "read")];
  return observed.requests.some(
    ({ caller, method, path }) => caller.endsWith(" instances") && covers([scope], method, path) && !covers(others, method, path),
  );
}
