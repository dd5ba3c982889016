import { type CallContext, service } from "@casement/core";
import * as z from "zod";
import { folderPath } from "../folders/folder-path.ts";
import type { GraphFolder } from "../graph-types.ts";
import { folderInput, resolveFolderId } from "./folder-input.ts";

interface ListedFolder extends GraphFolder {
  unreadItemCount?: number;
  totalItemCount?: number;
  childFolderCount?: number;
}

/** Folders that are listed at most. */
const maxFolders = 1000;
/** Folders whose subfolders are read at the same time. */
const maxParallel = 4;

export const listFolders = service({
  title: "List folders",
  summary: "List the mail folders with their paths and how many messages they have.",
  input: z.object({
    folder: folderInput.optional().meta({ description: "Only the folders in this one", "x-aliases": ["parent"] }),
  }),
  output: z.object({
    folders: z.array(
      z.object({
        path: z.string().describe("What services accept as a folder"),
        unread: z.int(),
        total: z.int().describe("Number of messages, without those in subfolders"),
      }),
    ),
    truncated: z.boolean().describe("There are more than 1,000 folders; list those in one folder"),
  }),
  scope: "Mail.ReadBasic",
  effect: "read",
  async run(call) {
    const { folder } = call.input;
    const folders: { path: string; unread: number; total: number }[] = [];
    let level = [{ path: folder ?? "", id: folder === undefined ? undefined : await resolveFolderId(call, folder) }];
    while (level.length > 0 && folders.length <= maxFolders) {
      const next: typeof level = [];
      for (const parents of chunksOf(level, maxParallel)) {
        const children = await Promise.all(parents.map((parent) => readChildren(call, parent.id)));
        for (const [index, parent] of parents.entries())
          for (const { id, displayName = "", unreadItemCount, totalItemCount, childFolderCount = 0 } of children[index]!) {
            const path = parent.path === "" ? displayName : `${parent.path}/${displayName}`;
            folders.push({ path, unread: unreadItemCount ?? 0, total: totalItemCount ?? 0 });
            if (childFolderCount > 0) next.push({ path, id });
          }
      }
      level = next;
    }
    const listed = folders.slice(0, maxFolders).sort((a, b) => (a.path < b.path ? -1 : 1));
    return { folders: listed, truncated: folders.length > maxFolders };
  },
});

const query = { $select: "id,displayName,unreadItemCount,totalItemCount,childFolderCount", $top: 250 };

function readChildren({ graph, account }: CallContext, id: string | undefined): Promise<ListedFolder[]> {
  const path = id === undefined ? `${account.mailbox}/mailFolders` : `${folderPath(account, id)}/childFolders`;
  return graph.list<ListedFolder>(path, { query });
}

function* chunksOf<T>(list: readonly T[], size: number): Iterable<T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}
