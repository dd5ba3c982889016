import type { Service } from "./plugin.ts";
import { jsonSchema } from "./validate.ts";

/** Why a service cannot be given a text alone although its `notify` says so; undefined when it can, or does not say so. */
export function notifyMistake({ input, notify }: Service<any, any, any, any, any, any>): string | undefined {
  if (notify === undefined) return undefined;
  const { field } = notify;
  const { properties } = jsonSchema(input, "input") as { properties?: object };
  if (!properties || !Object.hasOwn(properties, field)) return `names "${field}", which the input does not have`;
  const result = input["~standard"].validate({ [field]: "x" });
  // A schema that takes its time is asked by the contract test.
  if (result instanceof Promise) return undefined;
  return result.issues ? `names "${field}", but the input refuses a text there with nothing else beside it` : undefined;
}
