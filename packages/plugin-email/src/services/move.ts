import * as z from "zod";
import { folderFinder } from "../folders/folder-finder.ts";
import { type acted, idList, ids } from "./message-ids.ts";
import { forEach, invalid, messagePath, type ServiceCall } from "./service-call.ts";

export const folder = z.string().min(1).describe("Well-known name (inbox, archive, …), path of names (Inbox/Bills/2026), or id");
export const moveInput = z.object({ ids, folder });

export async function move(call: ServiceCall<z.output<typeof moveInput>>): Promise<z.input<typeof acted>> {
  const destination = await folderId(call, call.input.folder);
  const list = idList(call.input.ids);
  await forEach(call, list, (id) => moveTo(call, id, destination));
  return { ids: list };
}

export async function moveTo(call: ServiceCall<unknown>, id: string, destinationId: string): Promise<void> {
  await call.graph.send("POST", `${messagePath(call, id)}/move`, { destinationId });
  call.markWritten(id);
}

/** Throws `input-invalid` when there is no such folder. */
export async function folderId(call: ServiceCall<unknown>, wanted: string): Promise<string> {
  const found = await folderFinder(call)(wanted);
  if (!found) throw invalid("folder", "there is no such folder; names are those that Outlook shows, with / between");
  return found.id;
}
