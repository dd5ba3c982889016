import type { KeyResources } from "../feeds/key-resources.ts";
import { changesSince, createRevisions, syncToken } from "../feeds/revisions.ts";
import type { OpenFeedKey } from "../plugins/feed-keys.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import type { LiveSensor } from "../sensors/live-sensor.ts";
import type { Collection, CollectionSummary } from "./collection.ts";
import { colorOf } from "./color-of.ts";
import { searchOutside } from "./search-outside.ts";
import { type AgendaCaller, createResourceWriter } from "./write-resource.ts";

export interface FeedCollectionOptions {
  readonly call: AgendaCaller;
  /** Whether a resource of another collection of the account has this UID and attendees. */
  readonly isElsewhere: (uid: string) => boolean;
}

/** The collection of a key of a feed with an agenda. `sensor`: the first one that shows it. */
export function feedCollection(
  runtime: PluginRuntime,
  sensor: LiveSensor,
  open: OpenFeedKey,
  head: Pick<CollectionSummary, "id" | "account" | "plugin" | "title" | "sensors" | "order">,
  options: FeedCollectionOptions,
): Collection {
  const { feedKey } = open;
  const resources = feedKey.resources!;
  const revisions = () => resources.revisions ?? createRevisions();
  const write = createResourceWriter({ runtime, sensor, open, ...options });
  const reason = whyReadOnly(runtime, sensor, resources.agenda.writes);
  return {
    ...head,
    ...colorOf(runtime, sensor),
    component: resources.agenda.component,
    access: reason === undefined ? "write" : "read",
    ...(reason !== undefined && { reason }),
    complete: feedKey.complete,
    token: syncToken(revisions()),
    async heads(range) {
      const outside = range && (await searchOutside({ runtime, sensor, open, call: options.call }, range));
      return [...revisions().resources].flatMap(([group, { etag }]) => {
        const spans = [...resources.spansOf(group), ...(outside?.get(group) ?? [])];
        return etag === null ? [] : [{ group, name: resources.nameOf(group), etag, spans }];
      });
    },
    read: async (groups) => groups.map((group) => resources.read(group)),
    since: async (token) =>
      changesSince(revisions(), token)?.map(({ group, at, etag }) => ({
        group,
        name: resources.nameOf(group),
        etag,
        token: syncToken(revisions(), at),
      })),
    write: async (wanted) => (reason === undefined ? write(wanted) : { refused: "read-only", reason }),
  };
}

function whyReadOnly(
  { plugin, environment }: PluginRuntime,
  sensor: LiveSensor,
  writes: KeyResources["agenda"]["writes"],
): string | undefined {
  if (!writes) return `${plugin.title} cannot be changed by calendar programs.`;
  const report = environment.report();
  for (const name of writes.services) {
    const service = report.services[name];
    if (!service?.offered) return service?.reason ?? report.reason ?? `${plugin.id}/${name} is not offered.`;
  }
  if (writes.allows && !writes.allows(sensor.instance)) return "In Microsoft 365, you may only read it.";
  return undefined;
}
