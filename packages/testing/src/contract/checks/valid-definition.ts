import { CasementError, definitionOf, scopesOf } from "@casement/core";
import { createContractCheck } from "../contract-check.ts";

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export const validDefinition = createContractCheck(
  "has valid names, and refers only to what it declares",
  function* ({ definition, plugin }) {
    const { id, feeds, sensors, services, events } = definition;
    const names = [
      ["id", id],
      ...Object.entries({ feeds, sensors, services, events }).flatMap(([part, entries]) =>
        Object.keys(entries ?? {}).map((name) => [part, name]),
      ),
    ];
    for (const [part, name] of names)
      if (!kebabCase.test(name ?? ""))
        yield {
          observed: `${part}: "${name}".`,
          advice: "Use lowercase words joined by hyphens. The name is part of addresses, topics and commands.",
        };
    const scoped = {
      feeds,
      services,
      sensors: Object.fromEntries(Object.entries(sensors ?? {}).filter(([, { feed }]) => feed === undefined)),
    };
    for (const [part, entries] of Object.entries(scoped))
      for (const [name, entry] of Object.entries(entries ?? {}))
        if (scopesOf(entry).length === 0)
          yield { observed: `${part}.${name} names no scope.`, advice: "Name the permission that its requests need." };
    try {
      definitionOf(plugin);
    } catch (error) {
      if (!CasementError.is(error)) throw error;
      yield { observed: error.message, advice: "Correct the definition. A hub does not load this plugin." };
    }
  },
);
