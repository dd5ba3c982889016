import { CasementError, scopesOf } from "@casement/core";
import { completePermissionMap } from "../../complete-permission-map.ts";
import { allowedScopesOf } from "../allowed-scopes.ts";
import { createContractCheck } from "../contract-check.ts";
import { errorTextOf, thrownTextOf } from "../error-text.ts";

export const workingServices = createContractCheck(
  "runs every service with its example, within the scopes of the service",
  async function* (subject) {
    const run = await subject.run();
    for (const { name, input, error } of run.serviceRuns) {
      const service = subject.definition.services?.[name];
      if (input === undefined) {
        yield {
          observed: `There is no example for the service ${name}.`,
          advice: `Add one: testPlugin(plugin, { services: { "${name}": { … } } }), or a function that creates the input.`,
        };
        continue;
      }
      if (error !== undefined) {
        const message = CasementError.is(error) ? errorTextOf(error) : `the example threw ${errorTextOf(error)}`;
        // The host's message has no contents; an author sees what the schema said.
        const detail =
          CasementError.is(error) && error.code === "output-invalid" && error.cause instanceof Error
            ? `\n    The result ${error.cause.message}.`
            : "";
        yield {
          observed: `The service ${name} failed with its example: ${message}${detail}${thrownTextOf(run.observed, [`services.${name}`])}`,
          advice: "Correct the example or the service. The test account has all permissions.",
        };
      }
      const allowedScopes = allowedScopesOf(run, subject.definition.id, `services.${name}`);
      for (const { caller, method, path } of run.observed.requests)
        if (
          caller === `services.${name}` &&
          completePermissionMap.coverage(allowedScopes, method, path, run.accountType).outcome !== "covered"
        )
          yield {
            observed: `The service ${name} sends a ${method} that ${service ? scopesOf(service).join(" and ") : "its scope"} does not cover.`,
            advice: "Name the permission that the request needs in the service's `scope`. Until then, the hub refuses the request.",
          };
    }
  },
);
