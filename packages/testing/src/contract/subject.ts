import type { Plugin, PluginDefinition } from "@casement/core";
import { type Bench, type BenchOptions, openBench } from "./bench.ts";
import type { ContractOptions } from "./contract-options.ts";
import { type Tour, takeTour } from "./tour.ts";

/** What every check is given: the plugin, what its author told, and ways to see it at work. */
export interface Subject {
  readonly plugin: Plugin;
  /** The same, to be read: not checked yet. */
  readonly definition: PluginDefinition;
  readonly options: ContractOptions;
  /** A fresh emulator with the arranged data and a host with the plugin at work. */
  open(options?: BenchOptions): Promise<Bench>;
  /** One run through all that the plugin can do; made once, for all checks that only look at it. */
  tour(): Promise<Tour>;
}

export function createSubject(plugin: Plugin, options: ContractOptions = {}): Subject {
  let tour: Promise<Tour> | undefined;
  const subject: Subject = {
    plugin,
    definition: plugin as unknown as PluginDefinition,
    options,
    open: (more) => openBench(plugin, options, more),
    tour: () => (tour ??= takeTour(subject)),
  };
  return subject;
}
