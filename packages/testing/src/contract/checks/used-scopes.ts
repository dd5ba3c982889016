import { type PluginDefinition, scopesOf } from "@casement/core";
import { check } from "../check.ts";

export const usedScopes = check("declares the scopes that it uses, and no others", function* ({ definition }) {
  const named = namedScopes(definition);
  for (const [by, scope] of named)
    if (!(scope in definition.scopes))
      yield {
        seen: `${by} names ${scope}, which is not declared.`,
        todo: `Add ${scope} to scopes with its tier and why, or name a declared one.`,
      };
  // One that is asked for under some configuration may add to what a named one gives: `honestWhen` looks at its calls.
  for (const [scope, { when }] of Object.entries(definition.scopes))
    if (!when && !named.some(([, other]) => other === scope))
      yield {
        seen: `${scope} is declared, but no feed, sensor or service names it.`,
        todo: `Take ${scope} out of scopes: people are asked to consent to it for nothing.`,
      };
});

function namedScopes({ feeds, sensors, services }: PluginDefinition): (readonly [by: string, scope: string])[] {
  const parts = Object.entries({ feeds, sensors, services });
  return parts.flatMap(([part, entries]) =>
    Object.entries(entries ?? {}).flatMap(([name, entry]) => scopesOf(entry).map((scope) => [`${part}.${name}`, scope] as const)),
  );
}
