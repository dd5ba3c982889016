import type { Duration, PluginDefinition } from "@casement/core";

/** A plugin with its validated configuration, as one account uses it. */
export interface ConfiguredPlugin {
  readonly plugin: PluginDefinition;
  readonly config: unknown;
  readonly enabled: boolean;
  readonly enableUpdate: boolean | undefined;
  readonly every: Readonly<Record<string, Duration>>;
}
