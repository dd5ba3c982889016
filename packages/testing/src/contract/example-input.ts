import type { ContractRig } from "./contract-rig.ts";
import type { ContractSubject } from "./contract-subject.ts";

/** The author's example for a service. Undefined when there is none. */
export async function exampleInputOf(
  { options }: ContractSubject,
  { t, user }: ContractRig,
  service: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const example = options.services?.[service];
  return typeof example === "function" ? example(t, user) : example;
}
