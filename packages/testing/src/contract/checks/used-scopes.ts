import { type PluginDefinition, scopesOf } from "@casement/core";
import { createContractCheck } from "../contract-check.ts";

export const usedScopes = createContractCheck("declares the scopes that it uses, and no others", function* ({ definition }) {
  const named = namedScopes(definition);
  for (const [part, scope] of named)
    if (!(scope in definition.scopes))
      yield {
        observed: `${part} names ${scope}, which is not declared.`,
        advice: `Add ${scope} to \`scopes\` with its tier and why, or name a declared scope.`,
      };
  // A scope with `when` may add to what a named scope allows. `scopeConditions` checks the requests that need it.
  for (const [scope, { when }] of Object.entries(definition.scopes))
    if (!when && !named.some(([, other]) => other === scope))
      yield {
        observed: `${scope} is declared, but no feed, sensor or service names it.`,
        advice: `Remove ${scope} from \`scopes\`. People would have to consent to it for nothing.`,
      };
});

function namedScopes({ feeds, sensors, services }: PluginDefinition): (readonly [part: string, scope: string])[] {
  const parts = Object.entries({ feeds, sensors, services });
  return parts.flatMap(([part, entries]) =>
    Object.entries(entries ?? {}).flatMap(([name, entry]) => scopesOf(entry).map((scope) => [`${part}.${name}`, scope] as const)),
  );
}
