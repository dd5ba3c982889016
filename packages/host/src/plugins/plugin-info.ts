import { jsonSchema, type PluginDefinition, type Schema } from "@casement/core";
import { accountEventNames } from "../account/account-events.ts";
import { accountTexts } from "../account/account-texts.ts";
import type { PathsByName, PluginInfo } from "../api.ts";
import { privatePaths } from "../json/private-paths.ts";

/** What surfaces learn of a plugin. */
export function pluginInfo(account: string, { id, title, sensors = {}, events = {}, texts }: PluginDefinition): PluginInfo {
  return {
    account,
    id,
    title,
    sensors: Object.fromEntries(Object.entries(sensors).map(([kind, sensor]) => [kind, sensor.title])),
    events: Object.keys(events),
    // Made when looked at: converting schemas takes longer than the rest, and few surfaces need it.
    get privatePaths() {
      return {
        sensors: pathsByName(Object.entries(sensors).map(([kind, sensor]) => [kind, sensor.value])),
        events: pathsByName(Object.entries(events)),
      };
    },
    ...(texts && { texts }),
  };
}

/** The events of the host itself, as if a plugin raised them. */
export const accountPluginInfo: Omit<PluginInfo, "account"> = {
  id: "account",
  title: "Account",
  sensors: {},
  events: accountEventNames,
  privatePaths: { sensors: {}, events: {} },
  texts: accountTexts,
};

const known = new WeakMap<Schema, readonly string[]>();

function pathsByName(schemas: readonly (readonly [string, Schema])[]): PathsByName {
  return Object.fromEntries(
    schemas.map(([name, schema]) => {
      const paths = known.get(schema) ?? privatePaths(jsonSchema(schema, "output"));
      known.set(schema, paths);
      return [name, paths];
    }),
  );
}
