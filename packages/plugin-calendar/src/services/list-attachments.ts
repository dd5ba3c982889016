import { service } from "@casement/core";
import { calendarEventIdFields, calendarEventItemFields, calendarEventPathOf, resolveCalendarEventId } from "@casement/graph-calendar";
import * as z from "zod";
import { withEvent } from "./find-event.ts";

interface GraphAttachment {
  readonly id: string;
  readonly name?: string | null;
  readonly contentType?: string | null;
  readonly size?: number | null;
}

const attachment = z.object({
  id: z.string(),
  name: z.string(),
  contentType: z.string().optional(),
  size: z.int().describe("Bytes"),
});

export const listAttachments = service({
  title: "List attachments",
  summary: "List an event's files.",
  input: z.object(calendarEventIdFields),
  output: z.object({ attachments: z.array(attachment) }),
  scope: "Calendars.Read",
  effect: "read",
  item: { of: "calendar", does: "act", id: "id", fields: calendarEventItemFields, only: { hasAttachments: [true] } },
  run: (call) =>
    withEvent(async () => {
      const { account, graph } = call;
      const path = `${calendarEventPathOf(account.mailbox, await resolveCalendarEventId(call, account.mailbox))}/attachments`;
      const found = await graph.list<GraphAttachment>(path, { query: { $select: "id,name,contentType,size" } });
      return {
        attachments: found.map(({ id, name, contentType, size }) => ({
          id,
          name: name ?? "",
          ...(contentType ? { contentType } : {}),
          size: size ?? 0,
        })),
      };
    }),
});
