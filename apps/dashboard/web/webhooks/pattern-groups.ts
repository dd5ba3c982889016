import type { PluginInfo, Sensor } from "../api/api-types.ts";
import { groupBy } from "../parts/group-by.ts";
import { eventTitleOf, pluginTitleOf } from "../texts/plugin-texts.ts";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import type { PatternGroup } from "./chosen-patterns.ts";

/** The events of each feature. `accounts`: the title of those of the accounts themselves. */
export const eventGroupsOf = (plugins: readonly PluginInfo[], accounts: string): readonly PatternGroup[] =>
  plugins
    .filter(({ events }) => events.length > 0)
    .map((plugin) => ({
      title: plugin.id === "account" ? accounts : pluginTitleOf(plugin),
      all: `${plugin.id}/*`,
      choices: plugin.events.map((name) => ({ pattern: `${plugin.id}/${name}`, title: eventTitleOf(`${plugin.id}/${name}`) })),
    }));

/** The sensors of each feature in each account. */
export function sensorGroupsOf(plugins: readonly PluginInfo[], sensors: readonly Sensor[]): readonly PatternGroup[] {
  const groups = groupBy(
    sensors.filter(({ gone }) => !gone),
    ({ account, plugin }) => `${account}/${plugin}`,
  );
  return [...groups].map(([place, own]) => {
    const { account, plugin } = own[0]!;
    const info = plugins.find(({ id }) => id === plugin);
    return {
      title: `${account} · ${info ? pluginTitleOf(info) : plugin}`,
      all: `${place}/*`,
      choices: own.map((sensor) => ({ pattern: sensor.id, title: sensorLabelOf(sensor) })),
    };
  });
}
