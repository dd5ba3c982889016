import { invalidInput, service } from "@casement/core";
import { dateOrDateTime, dayOf, resolveTime } from "@casement/graph-input";
import { type DateTimeTimeZone, startOfDay, toDateTimeTimeZone, windowsZone } from "@casement/graph-time";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import type { MessageItem } from "../folder-item.ts";
import { messageFlag } from "../message-choices.ts";
import { changeMessages, previewChange } from "./change-messages.ts";
import { type EmailCall, messagePath } from "./email-call.ts";
import { changedMessages, messageSelectionFields } from "./message-selection.ts";

const flagStatuses = { flagged: "flagged", complete: "complete", none: "notFlagged" } as const;

const input = z.object({
  ids: messageSelectionFields.ids,
  read: z
    .boolean()
    .optional()
    .meta({ "x-aliases": ["isRead"] }),
  flag: messageFlag.optional(),
  flagDue: dateOrDateTime.optional().meta({
    title: "Flag due date",
    description: "Due date of the flag; only with flag: flagged",
    format: "date",
    "x-aliases": ["due", "dueDate"],
  }),
  categories: z.array(z.string().min(1)).optional().describe("Replaces all categories; an empty list removes them"),
  where: messageSelectionFields.where,
  maxItems: messageSelectionFields.maxItems,
});
type MarkInput = z.output<typeof input>;

export const markMessages = service({
  config: emailConfig,
  title: "Mark messages",
  summary: "Mark messages as read or unread, flag them, or set their categories.",
  input,
  output: changedMessages,
  scope: "Mail.ReadWrite",
  touches: ["messages"],
  repeatable: true,
  preview: (call) => previewChange(call, { isWanted: ({ item }) => !isMarked(item, marksOf(call)) }),
  item: { of: "folder", does: "act", id: "ids", fields: { read: "read" } },
  async run(call) {
    const { read, flag, flagDue, categories } = call.input;
    if (flagDue !== undefined && flag !== "flagged") throw invalidInput("flagDue", "needs flag: flagged");
    const marks = marksOf(call);
    const dueAt = marks.dueDay === undefined ? undefined : midnightOf(marks.dueDay, call.account.timeZone);
    const due = dueAt ? { startDateTime: dueAt, dueDateTime: dueAt } : {};
    const change = {
      ...(read !== undefined && { isRead: read }),
      ...(flag !== undefined && { flag: { flagStatus: flagStatuses[flag], ...due } }),
      ...(categories !== undefined && { categories }),
    };
    if (Object.keys(change).length === 0) throw invalidInput("read", "nothing to change; give read, flag or categories");
    return changeMessages(call, {
      isWanted: ({ item }) => !isMarked(item, marks),
      async change(id) {
        await call.graph.send("PATCH", messagePath(call, id), change);
        call.markWritten(id);
      },
    });
  },
});

interface Marks {
  readonly read: boolean | undefined;
  readonly flag: z.output<typeof messageFlag> | undefined;
  readonly dueDay: string | undefined;
  readonly categories: readonly string[] | undefined;
}

function marksOf({ input: { read, flag, flagDue, categories }, account, now }: EmailCall<MarkInput>): Marks {
  const zone = account.timeZone;
  const dueDay = flagDue === undefined ? undefined : dayOf(resolveTime(flagDue, { zone, now: now() }), zone);
  return { read, flag, dueDay, categories };
}

/** Whether a message has all of these marks already. */
const isMarked = (item: MessageItem, { read, flag, dueDay, categories }: Marks): boolean =>
  (read === undefined || read === !item.isUnread) &&
  (flag === undefined || flag === (item.flag ?? "none")) &&
  (dueDay === undefined || dueDay === item.detail?.flagDue) &&
  (categories === undefined || categories.toSorted().join("\n") === (item.categories ?? []).toSorted().join("\n"));

/** Midnight in the account's time zone, as Outlook writes it. In UTC for a zone without a Windows name, which Outlook may not know. */
function midnightOf(date: string, zone: string): DateTimeTimeZone {
  const timeZone = windowsZone(zone);
  return timeZone === undefined ? toDateTimeTimeZone(startOfDay(date, zone)) : { dateTime: `${date}T00:00:00`, timeZone };
}
