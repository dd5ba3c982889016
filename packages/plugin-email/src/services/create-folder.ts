import { invalidInput, service } from "@casement/core";
import * as z from "zod";
import { createFolderFinder } from "../folders/folder-finder.ts";
import { folderPath } from "../folders/folder-path.ts";
import type { GraphFolder } from "../graph-types.ts";

export const createFolder = service({
  title: "Create a folder",
  summary: "Create a mail folder, and those above it that do not exist.",
  input: z.object({
    folder: z
      .string()
      .min(1)
      .max(400)
      .meta({ description: "Path of folder names: Inbox/Bills/2026", "x-aliases": ["path", "name", "displayName"] }),
  }),
  output: z.object({ id: z.string().describe("ID of the folder"), created: z.boolean().describe("false: it existed already") }),
  scope: "Mail.ReadWrite",
  effect: "add",
  repeatable: true,
  async run(call) {
    const { account, graph } = call;
    const names = call.input.folder.split("/").map((name) => name.trim());
    if (names.includes("")) throw invalidInput("folder", "has an empty name");
    const findFolder = createFolderFinder(call);
    let existing = names.length;
    let parent = await findFolder(names.join("/"));
    while (!parent && --existing > 0) parent = await findFolder(names.slice(0, existing).join("/"));
    const missing = names.slice(existing);
    for (const displayName of missing) {
      const path = parent ? `${folderPath(account, parent.id)}/childFolders` : `${account.mailbox}/mailFolders`;
      parent = await graph.send<GraphFolder>("POST", path, { displayName });
    }
    return { id: parent!.id, created: missing.length > 0 };
  },
});
