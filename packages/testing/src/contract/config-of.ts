import { checkValue as validate } from "@casement/core";
import type { Subject } from "./subject.ts";

/** The config as the plugin sees it: with its defaults. */
export async function configOf({ definition, options }: Subject): Promise<unknown> {
  if (!definition.config) return {};
  const result = await validate(definition.config, options.config ?? {});
  return "value" in result ? result.value : {};
}
