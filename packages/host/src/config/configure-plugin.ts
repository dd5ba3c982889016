import { type Duration, definitionOf, type Plugin, type PluginDefinition, parseDuration, shortestIntervalMs } from "@casement/core";
import { z } from "zod";
import { checkSchema, unknownKeyFinding } from "./check-schema.ts";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import type { ConfiguredPlugin } from "./configured-plugin.ts";
import { isRecord } from "./environment.ts";

const interval = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, { error: "must be a number followed by s, m or h, like 30s, 2m or 1h", abort: true })
  .refine((text) => parseDuration(text)! >= shortestIntervalMs, { error: `must be at least ${shortestIntervalMs / 1_000}s` });

/** The keys that the host defines for every plugin. */
const hostKeysSchema = z.object({
  enableUpdate: z.boolean().optional(),
  enabled: z.boolean().optional(),
  every: z.record(z.string(), interval).optional(),
});
export const hostKeys: readonly string[] = Object.keys(hostKeysSchema.shape);

export interface PluginSettings {
  readonly path: ConfigPath;
  /** The host's keys. */
  readonly host: Readonly<Record<string, unknown>>;
  /** The input of the plugin's schema, and where it is. */
  readonly config: unknown;
  readonly configPath: ConfigPath;
  /** Other valid keys at `path` and at `configPath`, for suggestions. */
  readonly siblings?: { readonly host?: readonly string[]; readonly config?: readonly string[] };
}

/**
 * Validates the settings of a plugin: the host's keys and the plugin's configuration. Nothing validates them again. `configured` is undefined
 * if the configuration is invalid.
 * @throws CasementError `plugin-invalid` or `plugin-version`
 */
export async function configurePlugin(
  plugin: Plugin,
  { path, host, config, configPath, siblings }: PluginSettings,
): Promise<{ configured: ConfiguredPlugin | undefined; findings: readonly ConfigFinding[] }> {
  const definition = definitionOf(plugin);
  const checkedHost = await checkSchema(hostKeysSchema, host, path, siblings?.host);
  // A plugin without a schema has no settings.
  const checkedConfig = await checkSchema(definition.config ?? z.object({}), config, configPath, siblings?.config);
  const findings = [...checkedHost.findings, ...findUnknownKinds(definition, host.every, path), ...checkedConfig.findings];
  if (checkedConfig.value === undefined) return { configured: undefined, findings };
  const { enabled = true, enableUpdate, every = {} } = checkedHost.value ?? {};
  const intervals = every as Readonly<Record<string, Duration>>;
  return { configured: { plugin: definition, config: checkedConfig.value, enabled, enableUpdate, every: intervals }, findings };
}

function findUnknownKinds(definition: PluginDefinition, every: unknown, path: ConfigPath): readonly ConfigFinding[] {
  if (!isRecord(every)) return [];
  const readSensors = Object.entries(definition.sensors ?? {}).filter(([, sensor]) => sensor.feed === undefined);
  const kinds = [...Object.keys(definition.feeds ?? {}), ...readSensors.map(([kind]) => kind)];
  const unknown = Object.keys(every).filter((kind) => !kinds.includes(kind));
  return unknown.map((kind) => unknownKeyFinding([...path, "every", kind], kinds, "is not a feed or sensor kind with an interval"));
}
