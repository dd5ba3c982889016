import { type Host, type JournalEvent, type PluginInfo, type SensorSnapshot, withoutPaths } from "@casement/host";

/** Removes the texts that somebody wrote, as the plugins' schemas mark them (`x-private`). */
export interface PrivateTexts {
  removeFromSensor(snapshot: SensorSnapshot): SensorSnapshot;
  removeFromPayload(event: Pick<JournalEvent, "type" | "payload">): unknown;
}

export function createPrivateTexts(host: Pick<Host, "plugins">): PrivateTexts {
  /** By plugin id: a plugin is the same for all accounts. */
  const known = new Map<string, PluginInfo["privatePaths"]>();
  const pathsOf = (plugin: string): PluginInfo["privatePaths"] | undefined => {
    const paths = known.get(plugin) ?? host.plugins().find(({ id }) => id === plugin)?.privatePaths;
    if (paths) known.set(plugin, paths);
    return paths;
  };
  return {
    removeFromSensor(snapshot) {
      const { plugin, kind } = snapshot;
      const value: Readonly<Record<string, unknown>> = { ...snapshot.attributes, state: snapshot.state };
      const { state, ...attributes } = withoutPaths(value, pathsOf(plugin)?.sensors[kind] ?? []) ?? {};
      return { ...snapshot, state, attributes };
    },
    removeFromPayload({ type, payload }) {
      const [plugin = "", name = ""] = type.split("/");
      return withoutPaths(payload, pathsOf(plugin)?.events[name] ?? []);
    },
  };
}
