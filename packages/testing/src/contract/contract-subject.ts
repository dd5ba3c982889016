import type { Plugin, PluginDefinition } from "@casement/core";
import type { ContractOptions } from "./contract-options.ts";
import type { ContractRig, ContractRigOptions } from "./contract-rig.ts";
import type { PluginRun } from "./plugin-run.ts";

/** What every check gets: the plugin, its author's options, and ways to observe it at work. */
export interface ContractSubject {
  readonly plugin: Plugin;
  /** The same value for reading. It has not been checked. */
  readonly definition: PluginDefinition;
  readonly options: ContractOptions;
  /** A new emulator with the arranged data, and a host that runs the plugin on it. */
  open(options?: ContractRigOptions): Promise<ContractRig>;
  /** One run of everything that the plugin can do. All checks that only look at it share it. */
  run(): Promise<PluginRun>;
}
