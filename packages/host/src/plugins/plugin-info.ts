import { jsonSchema, type PluginDefinition, type Schema } from "@casement/core";
import { accountEventNames } from "../account/account-event-names.ts";
import { accountTexts } from "../account/account-texts.ts";
import type { PathsByName, PluginInfo } from "../api.ts";
import { privatePathsOf } from "../json/private-paths.ts";

/** The information about a plugin for surfaces. */
export function pluginInfoOf(account: string, { id, title, sensors = {}, events = {}, texts }: PluginDefinition): PluginInfo {
  return {
    account,
    id,
    title,
    sensors: Object.fromEntries(Object.entries(sensors).map(([kind, sensor]) => [kind, sensor.title])),
    events: Object.keys(events),
    // Computed on access: converting schemas is slow, and few surfaces need it.
    get privatePaths() {
      return {
        sensors: pathsByName(Object.entries(sensors).map(([kind, sensor]) => [kind, sensor.value])),
        events: pathsByName(Object.entries(events)),
      };
    },
    ...(texts && { texts }),
  };
}

/** The same information about the host's own events. */
export const accountPluginInfo: Omit<PluginInfo, "account"> = {
  id: "account",
  title: "Account",
  sensors: {},
  events: accountEventNames,
  privatePaths: { sensors: {}, events: {} },
  texts: accountTexts,
};

const pathsBySchema = new WeakMap<Schema, readonly string[]>();

function pathsByName(schemas: readonly (readonly [string, Schema])[]): PathsByName {
  return Object.fromEntries(
    schemas.map(([name, schema]) => {
      const paths = pathsBySchema.get(schema) ?? privatePathsOf(jsonSchema(schema, "output"));
      pathsBySchema.set(schema, paths);
      return [name, paths];
    }),
  );
}
