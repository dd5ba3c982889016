import type { Plugin, PluginDefinition } from "@casement/core";
import type { ContractOptions } from "./contract-options.ts";
import { createContractRig } from "./contract-rig.ts";
import type { ContractSubject } from "./contract-subject.ts";
import type { PluginRun } from "./plugin-run.ts";
import { runEverything } from "./run-everything.ts";

export function createContractSubject(plugin: Plugin, options: ContractOptions = {}): ContractSubject {
  let run: Promise<PluginRun> | undefined;
  const subject: ContractSubject = {
    plugin,
    definition: plugin as unknown as PluginDefinition,
    options,
    open: (rigOptions) => createContractRig(plugin, options, rigOptions),
    run: () => (run ??= runEverything(subject)),
  };
  return subject;
}
