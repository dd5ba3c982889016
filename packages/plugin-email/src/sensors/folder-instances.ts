import type { CallContext, SensorInstance, SensorInstances } from "@casement/core";
import type { Config } from "../config.ts";
import { wantOf } from "../feeds/want.ts";
import { folderFinder, wellKnownName } from "../folders/folder-finder.ts";

/** Names no configured sensor can have. */
const sentSensor = "sentitems/";

/** A sensor per entry of the configuration. Sensors on one folder share its feed, however each of them names it. */
export async function folderInstances(call: CallContext<Config>): Promise<SensorInstances> {
  const { config, log, signal } = call;
  const find = folderFinder(call);
  // Only a name that is not well known may turn out to be Sent Items.
  const mayBeSent = config.sensors.some(({ folder }) => (wellKnownName(folder) ?? "sentitems") === "sentitems");
  const failures: unknown[] = [];
  const look = (folder: string) =>
    find(folder).catch((error: unknown) => {
      if (signal.aborted) throw error;
      failures.push(error);
      return null;
    });
  const [sent, ...folders] = await Promise.all([
    config.sentItems || mayBeSent ? look("sentitems") : undefined,
    ...config.sensors.map(({ folder }) => look(folder)),
  ]);
  // Not knowing which folder is Sent Items could announce what was sent as received.
  if (failures.length > 0 && (sent === null || folders.every((folder) => !folder))) throw failures[0];

  const sentWant = { sent: config.sentItems ? "announce" : "silent" } as const;
  const instances: SensorInstance[] = [];
  for (const [index, { name, folder: path, ...sensor }] of config.sensors.entries()) {
    const folder = folders[index];
    if (folder)
      instances.push({
        id: name,
        title: name,
        key: folder.id,
        needs: { ...wantOf(sensor), ...(folder.id === sent?.id && sentWant) },
      });
    else if (folder === undefined)
      log.warn(`sensors.${index}.folder: there is no such folder. Names are those that Outlook shows, with / between.`);
  }
  if (config.sentItems && sent) {
    const showing = { body: "none", preview: false, attachments: false, inlineAttachments: false } as const;
    instances.push({
      id: sentSensor,
      title: sent.displayName ?? "Sent Items",
      key: sent.id,
      needs: { ...wantOf({ ...showing, maxItems: 10 }), ...sentWant },
    });
  }
  return { instances, incomplete: failures.length > 0 };
}
