import { invalidInput, nearestName } from "@casement/core";
import type { Route } from "./route.ts";

/**
 * Refuses what a route does not know: a parameter with another name, a value that is not one of its choices, and a parameter that is given twice.
 * A switch that is misspelled must not count as a switch that is off.
 * @throws CasementError `input-invalid`
 */
export function checkQuery(query: NonNullable<Route["query"]>, { searchParams }: URL): void {
  for (const name of new Set(searchParams.keys())) {
    const parameter = Object.hasOwn(query, name) ? query[name] : undefined;
    if (!parameter) {
      const nearest = nearestName(name, Object.keys(query));
      throw invalidInput(name, `is not a parameter of this address${nearest === undefined ? "" : `; did you mean ${nearest}?`}`);
    }
    if (searchParams.getAll(name).length > 1) throw invalidInput(name, "is given more than once");
    const choices = parameter.schema.enum as readonly string[] | undefined;
    if (choices && !choices.includes(searchParams.get(name)!)) throw invalidInput(name, `must be ${choices.join(" or ")}`);
  }
}
