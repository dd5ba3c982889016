import type { CallContext, SensorInstance, SensorInstances } from "@casement/core";
import type { EmailConfig } from "../config.ts";
import { type FolderNeeds, folderNeedsOf } from "../feeds/folder-needs.ts";
import { createFolderFinder, wellKnownName } from "../folders/folder-finder.ts";

/** The id of the sensor for Sent Items. A configured sensor cannot have it, because its own id is a name. */
const sentItemsId = "sentitems/";

/** One sensor for each entry in the configuration. Sensors on the same folder share its feed, whatever name they use for it. */
export async function folderInstances(call: CallContext<EmailConfig>): Promise<SensorInstances<FolderNeeds>> {
  const { config, log, signal } = call;
  const findFolder = createFolderFinder(call);
  // Only a name that is not well-known can turn out to be Sent Items.
  const canBeSentItems = config.sensors.some(({ folder }) => (wellKnownName(folder) ?? "sentitems") === "sentitems");
  const failures: unknown[] = [];
  /** Null if the lookup failed, undefined if there is no such folder. */
  const lookUp = (folder: string) =>
    findFolder(folder).catch((error: unknown) => {
      if (signal.aborted) throw error;
      failures.push(error);
      return null;
    });
  const [sentItems, ...folders] = await Promise.all([
    config.sentItems || canBeSentItems ? lookUp("sentitems") : undefined,
    ...config.sensors.map(({ folder }) => lookUp(folder)),
  ]);
  // Without knowing which folder is Sent Items, sent messages could be announced as received.
  if (failures.length > 0 && (sentItems === null || folders.every((folder) => !folder))) throw failures[0];

  const sentItemsNeeds = { sent: config.sentItems ? "announce" : "silent" } as const;
  const instances: SensorInstance<FolderNeeds>[] = [];
  for (const [index, { name, folder: _, ...sensor }] of config.sensors.entries()) {
    const folder = folders[index];
    if (folder)
      instances.push({
        id: name,
        title: name,
        key: folder.id,
        needs: { ...folderNeedsOf(sensor), ...(folder.id === sentItems?.id && sentItemsNeeds) },
      });
    else if (folder === undefined)
      log.warn(`sensors.${index}.folder: there is no such folder. Use the names that Outlook shows, separated by slashes.`);
  }
  if (config.sentItems && sentItems) {
    const noContents = { body: "none", preview: false, attachments: false, inlineAttachments: false } as const;
    instances.push({
      id: sentItemsId,
      title: sentItems.displayName ?? "Sent Items",
      key: sentItems.id,
      needs: { ...folderNeedsOf({ ...noContents, maxItems: 10 }), ...sentItemsNeeds },
    });
  }
  return { instances, incomplete: failures.length > 0 };
}
