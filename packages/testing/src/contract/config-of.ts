import { checkValue } from "@casement/core";
import type { ContractSubject } from "./contract-subject.ts";

/** The configuration as the plugin receives it, with its defaults. */
export async function configOf({ definition, options }: ContractSubject): Promise<unknown> {
  if (!definition.config) return {};
  const result = await checkValue(definition.config, options.config ?? {});
  return "value" in result ? result.value : {};
}
