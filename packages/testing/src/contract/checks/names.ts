import { CasementError, definitionOf, scopesOf } from "@casement/core";
import { check } from "../check.ts";

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export const names = check(
  "has names of lower-case words joined by hyphens, and refers to nothing that is not there",
  function* ({ definition, plugin }) {
    const { id, feeds, sensors, services, events } = definition;
    const all = [
      ["id", id],
      ...Object.entries({ feeds, sensors, services, events }).flatMap(([part, entries]) =>
        Object.keys(entries ?? {}).map((name) => [part, name]),
      ),
    ];
    for (const [part, name] of all)
      if (!kebab.test(name ?? ""))
        yield {
          seen: `${part}: "${name}".`,
          todo: "Write it in lower-case words joined by hyphens: it is part of addresses, topics and commands.",
        };
    const scoped = {
      feeds,
      services,
      sensors: Object.fromEntries(Object.entries(sensors ?? {}).filter(([, { feed }]) => feed === undefined)),
    };
    for (const [part, entries] of Object.entries(scoped))
      for (const [name, entry] of Object.entries(entries ?? {}))
        if (scopesOf(entry).length === 0)
          yield { seen: `${part}.${name} names no scope.`, todo: "Name the permission that its calls need." };
    try {
      definitionOf(plugin);
    } catch (error) {
      if (!CasementError.is(error)) throw error;
      yield { seen: error.message, todo: "Correct the definition: a hub does not load the plugin as it is." };
    }
  },
);
