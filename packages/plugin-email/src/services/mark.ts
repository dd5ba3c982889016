import * as z from "zod";
import { flag } from "../choices.ts";
import { type acted, idList, ids } from "./message-ids.ts";
import { forEach, invalid, messagePath, type ServiceCall } from "./service-call.ts";

export const markInput = z.object({
  ids,
  read: z.boolean().optional(),
  flag: flag.optional().describe("flagged, complete, or none"),
  flagDue: z.iso.date().optional().describe("Day by which it is to be done; with flag: flagged"),
  categories: z.array(z.string().min(1)).optional().describe("Replaces all categories; an empty list takes them away"),
});

const statuses = { flagged: "flagged", complete: "complete", none: "notFlagged" } as const;

export async function mark(call: ServiceCall<z.output<typeof markInput>>): Promise<z.input<typeof acted>> {
  const { read, flag, flagDue, categories } = call.input;
  if (flagDue !== undefined && flag !== "flagged") throw invalid("flagDue", "goes with flag: flagged");
  const day = (date: string) => ({ dateTime: `${date}T00:00:00`, timeZone: "UTC" });
  const due = flagDue === undefined ? {} : { startDateTime: day(flagDue), dueDateTime: day(flagDue) };
  const change = {
    ...(read !== undefined && { isRead: read }),
    ...(flag !== undefined && { flag: { flagStatus: statuses[flag], ...due } }),
    ...(categories !== undefined && { categories }),
  };
  if (Object.keys(change).length === 0) throw invalid("read", "say what to change: read, flag or categories");
  const list = idList(call.input.ids);
  await forEach(call, list, async (id) => {
    await call.graph.send("PATCH", messagePath(call, id), change);
    call.markWritten(id);
  });
  return { ids: list };
}
