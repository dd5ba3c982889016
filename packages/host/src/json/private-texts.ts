import type { JournalEvent, PluginInfo, SensorSnapshot } from "../api.ts";
import { withoutPaths } from "./private-paths.ts";

/** Removes the texts that somebody wrote, as the plugins' schemas mark them (`x-private`). */
export interface PrivateTexts {
  removeFromSensor(snapshot: SensorSnapshot): SensorSnapshot;
  removeFromPayload(event: Pick<JournalEvent, "account" | "type" | "payload">): unknown;
}

/** The whole value. */
const everything = [""];

export function createPrivateTexts(findPlugin: (account: string, id: string) => PluginInfo | undefined): PrivateTexts {
  /** By plugin id: a plugin is the same for all accounts. Computing the paths is slow. */
  const known = new Map<string, PluginInfo["privatePaths"]>();
  /** The private paths of a sensor kind or an event. Of a plugin that is not known, everything is private. */
  const pathsOf = (account: string, plugin: string, part: "sensors" | "events", name: string): readonly string[] => {
    const paths = known.get(plugin) ?? findPlugin(account, plugin)?.privatePaths;
    if (!paths) return everything;
    known.set(plugin, paths);
    return paths[part][name] ?? [];
  };
  return {
    removeFromSensor(snapshot) {
      const { account, plugin, kind } = snapshot;
      const value: Readonly<Record<string, unknown>> = { ...snapshot.attributes, state: snapshot.state };
      const { state, ...attributes } = withoutPaths(value, pathsOf(account, plugin, "sensors", kind)) ?? {};
      return { ...snapshot, state, attributes };
    },
    removeFromPayload({ account, type, payload }) {
      const [plugin = "", name = ""] = type.split("/");
      return withoutPaths(payload, pathsOf(account, plugin, "events", name));
    },
  };
}
