import type { Plugin } from "@casement/core";
import { describe, it } from "vitest";
import { checks } from "./checks.ts";
import type { ContractOptions } from "./contract-options.ts";
import { createSubject } from "./subject.ts";

/** Registers the contract test: one test a promise that a hub, its surfaces and its users rely on. To be called in a test file of vitest. */
export function testPlugin(plugin: Plugin, options: ContractOptions = {}): void {
  const subject = createSubject(plugin, options);
  describe(`plugin contract: ${plugin.id}`, () => {
    for (const check of checks) it(check.promise, () => check(subject));
  });
}
