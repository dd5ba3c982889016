import { definitionOf, type Plugin, type PluginDefinition, parseDuration, shortestIntervalMs } from "@casement/core";
import { z } from "zod";
import type { PluginOptions } from "../api.ts";
import { checkSchema, unknownKeyFinding } from "./check-schema.ts";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";
import { isRecord } from "./environment.ts";

const duration = z
  .string()
  .regex(/^\d+(\.\d+)?(s|m|h)$/, "must be a number followed by s, m or h, like 30s, 2m or 1h")
  .refine((text) => (parseDuration(text) ?? Number.POSITIVE_INFINITY) >= shortestIntervalMs, {
    error: `must be at least ${shortestIntervalMs / 1_000}s`,
  });

/** Keys of the host, which every plugin's block may contain. */
export const hostKeysSchema: z.ZodObject<{
  enableUpdate: z.ZodOptional<z.ZodBoolean>;
  enabled: z.ZodOptional<z.ZodBoolean>;
  every: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodString>>;
}> = z.object({
  enableUpdate: z.boolean().optional(),
  enabled: z.boolean().optional(),
  every: z.record(z.string(), duration).optional(),
});

export interface PluginBlock {
  readonly options: PluginOptions;
  /** The plugin's config as its schema returns it. Undefined if it is invalid. */
  readonly parsedConfig: unknown;
  readonly findings: readonly ConfigFinding[];
}

/** Splits a plugin's block into the host's keys and the plugin's config, and checks both. */
export async function readPluginBlock(plugin: Plugin, block: unknown, path: ConfigPath): Promise<PluginBlock> {
  if (block !== null && !isRecord(block)) {
    const message = "must be a block of keys; for a plugin without settings, use {}";
    return { options: { plugin }, parsedConfig: undefined, findings: [{ path, message }] };
  }
  const { enableUpdate, enabled, every, ...config } = block ?? {};
  const host = Object.fromEntries(Object.entries({ enableUpdate, enabled, every }).filter(([, value]) => value !== undefined));
  const definition = definitionOf(plugin);
  const checkedHost = await checkSchema(hostKeysSchema, host, path);
  const checkedConfig = await checkConfig(definition, config, path, Object.keys(hostKeysSchema.shape));
  return {
    options: { plugin, config, ...(host as Pick<PluginOptions, "enableUpdate" | "enabled" | "every">) },
    parsedConfig: checkedConfig.value,
    findings: [...checkedHost.findings, ...checkIntervalKinds(definition, every, path), ...checkedConfig.findings],
  };
}

/** Checks the options of a plugin in a program: its configuration, and which kinds `every` names. */
export async function checkPluginOptions(
  definition: PluginDefinition,
  { config, every }: { readonly config?: unknown; readonly every?: unknown },
  path: ConfigPath,
): Promise<readonly ConfigFinding[]> {
  const { findings } = await checkConfig(definition, config ?? {}, [...path, "config"]);
  return [...findings, ...checkIntervalKinds(definition, every, path)];
}

/** A plugin without a schema has no settings. */
const checkConfig = (definition: PluginDefinition, config: unknown, path: ConfigPath, siblings: readonly string[] = []) =>
  checkSchema(definition.config ?? z.object({}), config, path, siblings);

function checkIntervalKinds(definition: PluginDefinition, every: unknown, path: ConfigPath): readonly ConfigFinding[] {
  if (!isRecord(every)) return [];
  const readSensors = Object.entries(definition.sensors ?? {}).filter(([, sensor]) => sensor.feed === undefined);
  const kinds = [...Object.keys(definition.feeds ?? {}), ...readSensors.map(([kind]) => kind)];
  const unknown = Object.keys(every).filter((kind) => !kinds.includes(kind));
  return unknown.map((kind) => unknownKeyFinding([...path, "every", kind], kinds, "is not a feed or sensor kind with an interval"));
}
