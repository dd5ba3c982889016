import { invalidInput, service } from "@casement/core";
import * as z from "zod";
import { messageFlag } from "../message-choices.ts";
import { messagePath } from "./email-call.ts";
import { forEachMessage } from "./for-each-message.ts";
import { messageIdsInput, messageIdsOutput, uniqueIds } from "./message-ids.ts";

const flagStatuses = { flagged: "flagged", complete: "complete", none: "notFlagged" } as const;

export const markMessages = service({
  title: "Mark messages",
  summary: "Mark messages as read or unread, flag them, or set their categories.",
  input: z.object({
    ids: messageIdsInput,
    read: z
      .boolean()
      .optional()
      .meta({ "x-aliases": ["isRead"] }),
    flag: messageFlag.optional(),
    flagDue: z.iso
      .date()
      .optional()
      .meta({ title: "Flag due date", description: "Due date of the flag; only with flag: flagged", "x-aliases": ["due", "dueDate"] }),
    categories: z.array(z.string().min(1)).optional().describe("Replaces all categories; an empty list removes them"),
  }),
  output: messageIdsOutput,
  scope: "Mail.ReadWrite",
  touches: ["messages"],
  repeatable: true,
  item: { of: "folder", does: "act", id: "ids" },
  async run(call) {
    const { read, flag, flagDue, categories } = call.input;
    if (flagDue !== undefined && flag !== "flagged") throw invalidInput("flagDue", "needs flag: flagged");
    const midnight = (date: string) => ({ dateTime: `${date}T00:00:00`, timeZone: "UTC" });
    const due = flagDue === undefined ? {} : { startDateTime: midnight(flagDue), dueDateTime: midnight(flagDue) };
    const change = {
      ...(read !== undefined && { isRead: read }),
      ...(flag !== undefined && { flag: { flagStatus: flagStatuses[flag], ...due } }),
      ...(categories !== undefined && { categories }),
    };
    if (Object.keys(change).length === 0) throw invalidInput("read", "nothing to change; give read, flag or categories");
    const ids = uniqueIds(call.input.ids);
    await forEachMessage(call, ids, async (id) => {
      await call.graph.send("PATCH", messagePath(call, id), change);
      call.markWritten(id);
    });
    return { ids };
  },
});
