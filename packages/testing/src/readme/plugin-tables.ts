import { administratorTexts, consentOf, jsonSchema, type PluginDefinition, type ServiceDefinition, scopesOf } from "@casement/core";
import { configKeys } from "./config-keys.ts";
import { inlineCode, markdownTable } from "./markdown-table.ts";
import { fieldsOf } from "./schema-fields.ts";

/** The reference part of a plugin's README. */
export function pluginTables(plugin: PluginDefinition): string {
  return [settings(plugin), permissions(plugin), sensors(plugin), services(plugin), events(plugin)].flat().join("\n\n");
}

/** The table of the root README, with one row for each plugin. */
export function pluginsTable(plugins: readonly { readonly folder: string; readonly definition: PluginDefinition }[]): string {
  const rows = plugins.map(({ folder, definition }) => {
    const { id, title, scopes, sensors = {}, services = {}, events = {} } = definition;
    const of = (tier: string) => Object.keys(scopes).filter((name) => scopes[name]?.tier === tier);
    return [
      `[${id}](${folder}/README.md): ${title}`,
      ...[of("read"), of("update"), ...[sensors, services, events].map(Object.keys)].map(list),
    ];
  });
  return markdownTable(["Plugin", "Asks for, to read", "Asks for, to change", "Sensors", "Services", "Events"], rows);
}

const list = (names: readonly string[]): string => names.map(inlineCode).join(", ");

function settings({ config }: PluginDefinition): readonly string[] {
  const keys = config ? configKeys(jsonSchema(config, "input")) : [];
  const rows = keys.map(({ key, type, required, default: value, description }) => [
    inlineCode(key),
    type,
    [required ? "Needed" : "", description, value === undefined ? "" : `Default: ${inlineCode(value)}`].filter(Boolean).join(". "),
  ]);
  return rows.length === 0 ? [] : ["## Settings", markdownTable(["Key", "Type", "Meaning"], rows)];
}

function permissions({ scopes }: PluginDefinition): readonly string[] {
  const rows = Object.entries(scopes).map(([name, { tier, why, when, optIn }]) => [
    inlineCode(name),
    tier === "read" ? "read" : `update: only with \`enableUpdate\`${optIn ? ", or if the configuration requests it" : ""}`,
    when ? "depending on the configuration" : "always",
    administratorTexts[consentOf(name)],
    why,
  ]);
  return ["## Permissions", markdownTable(["Permission", "Tier", "Asked for", "Needs an administrator", "Why"], rows)];
}

function sensors({ sensors = {}, feeds = {} }: PluginDefinition): readonly string[] {
  const parts = Object.entries(sensors).flatMap(([name, sensor]) => {
    const scopes = scopesOf(sensor.feed === undefined ? sensor : (feeds[sensor.feed] ?? {}));
    return [
      `### ${inlineCode(name)}: ${sensor.title}`,
      `Needs ${list(scopes)}.`,
      fieldTable("Attribute", jsonSchema(sensor.value, "output")),
    ];
  });
  return parts.length > 0 ? ["## Sensors", ...parts] : [];
}

const effectOf = ({ effect, repeatable }: ServiceDefinition): string =>
  effect === "read" ? "Changes nothing." : repeatable ? "Safe to repeat." : "Not safe to repeat.";

function services({ services = {} }: PluginDefinition): readonly string[] {
  const parts = Object.entries(services).flatMap(([name, service]) => {
    const target =
      service.target === undefined
        ? []
        : [
            `${service.optionalTarget ? "Can act" : "Acts"} on one ${inlineCode(String(service.target))} sensor, named by the input \`sensor\`.`,
          ];
    const more = service.mayUse === undefined ? [] : [`Does more with ${list(scopesOf({ scope: service.mayUse }))}.`];
    return [
      `### ${inlineCode(name)}: ${service.title}`,
      [`Needs ${list(scopesOf(service))}.`, ...more, effectOf(service), ...target].join(" "),
      fieldTable("Input", jsonSchema(service.input, "input"), true),
      fieldTable("Output", jsonSchema(service.output, "output")),
    ];
  });
  return parts.length > 0 ? ["## Services", ...parts] : [];
}

/** Events with the same payload share a table. */
function events({ events = {} }: PluginDefinition): readonly string[] {
  const byTable = new Map<string, string[]>();
  for (const [name, payload] of Object.entries(events)) {
    const table = fieldTable("Payload", jsonSchema(payload, "output"));
    byTable.set(table, [...(byTable.get(table) ?? []), name]);
  }
  const parts = [...byTable].flatMap(([table, names]) => [`### ${list(names)}`, table]);
  return parts.length > 0 ? ["## Events", ...parts] : [];
}

function fieldTable(title: string, schema: Record<string, unknown>, withRequired = false): string {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return `${title}: none.`;
  const head = withRequired ? [title, "Type", "Required", "Meaning"] : [title, "Type", "Meaning"];
  const rows = fields.map(({ name, type, required, description }) => {
    const optional = required || withRequired ? "" : "?";
    return [inlineCode(`${name}${optional}`), type, ...(withRequired ? [required ? "yes" : ""] : []), description];
  });
  return markdownTable(head, rows);
}
