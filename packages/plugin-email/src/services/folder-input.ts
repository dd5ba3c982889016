import { type CallContext, invalidInput } from "@casement/core";
import * as z from "zod";
import { createFolderFinder } from "../folders/folder-finder.ts";

export const folderInput = z
  .string()
  .min(1)
  .describe("Well-known name (inbox, archive, …), path of folder names (Inbox/Bills/2026), or ID");

/** The id of a folder. @throws CasementError `input-invalid` when there is no such folder. */
export async function resolveFolderId(call: Pick<CallContext, "graph" | "account">, folder: string): Promise<string> {
  const found = await createFolderFinder(call)(folder);
  if (!found)
    throw invalidInput("folder", "there is no such folder; use the names that Outlook shows, separated by slashes", { rule: "exists" });
  return found.id;
}
