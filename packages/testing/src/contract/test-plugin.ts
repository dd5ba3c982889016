import type { Plugin } from "@casement/core";
import { describe, it } from "vitest";
import { contractChecks } from "./contract-checks.ts";
import type { ContractOptions } from "./contract-options.ts";
import { createContractSubject } from "./create-contract-subject.ts";

/** Vitest's default, five seconds, is short for hundreds of simulated requests on a busy machine. */
const timeoutMs = 60_000;

/** Registers the contract test in a test file of vitest: one test for each promise that a hub, its surfaces and its users rely on. */
export function testPlugin(plugin: Plugin, options: ContractOptions = {}): void {
  const subject = createContractSubject(plugin, options);
  describe(`plugin contract: ${plugin.id}`, () => {
    for (const check of contractChecks) it(check.promise, () => check(subject), timeoutMs);
  });
}
