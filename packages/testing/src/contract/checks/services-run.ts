import { CasementError, scopesOf } from "@casement/core";
import { completePermissionMap } from "../../complete-permission-map.ts";
import { allowedFor } from "../allowed-for.ts";
import { check } from "../check.ts";

export const servicesRun = check("runs every service with its example, within its own scope", async function* (subject) {
  const tour = await subject.tour();
  for (const { name, input, error } of tour.runs) {
    const service = subject.definition.services?.[name];
    if (input === undefined) {
      yield {
        seen: `There is no example for the service ${name}.`,
        todo: `Give one: testPlugin(plugin, { services: { "${name}": { … } } }), or a function that makes the input.`,
      };
      continue;
    }
    if (error !== undefined) {
      const message = CasementError.is(error)
        ? `${error.code}: ${error.message}`
        : `the example threw ${error instanceof Error ? error.message : error}`;
      yield {
        seen: `The service ${name} failed with its example: ${message}`,
        todo: "Correct the example or the service. It runs on an account that has all permissions.",
      };
    }
    const allowed = allowedFor(tour, subject.definition.id, `services.${name}`);
    for (const call of tour.watch.calls.filter(({ by }) => by === `services.${name}`))
      if (completePermissionMap.coverage(allowed, call.method, call.path, tour.kind).outcome !== "covered")
        yield {
          seen: `The service ${name} makes a ${call.method} that ${service ? scopesOf(service).join(" and ") : "its scope"} does not cover.`,
          todo: "Name the permission that the call needs in the service's `scope`. The hub refuses the call as it is.",
        };
  }
});
