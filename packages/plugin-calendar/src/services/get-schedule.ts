import { CasementError } from "@casement/core";
import { dateTimeIn, email, type GraphSchedule, invalid, momentOf, timeZone, when } from "@casement/graph-calendar";
import { type DateTimeTimeZone, toInstant, toIso } from "@casement/graph-time";
import * as z from "zod";
import type { ServiceCall } from "./service-call.ts";

export const getScheduleInput = z.object({
  emails: z.array(email).min(1).max(20).describe("People, rooms, equipment"),
  start: when,
  end: when,
  interval: z.number().int().min(5).max(1440).default(30).describe("Minutes that one character of availabilityView stands for"),
  timeZone: timeZone.optional(),
});

const busy = z.object({
  status: z.string().describe("free, tentative, busy, oof or workingElsewhere"),
  start: z.string(),
  end: z.string(),
  subject: z.string().optional(),
  location: z.string().optional(),
  isPrivate: z.boolean().optional(),
});

export const getScheduleOutput = z.object({
  schedules: z.array(
    z.object({
      email: z.string(),
      availabilityView: z.string().describe("A digit per interval: 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere"),
      items: z.array(busy),
      error: z.string().optional().describe("Why this one cannot be read"),
    }),
  ),
});

/** When people are free and busy. Work and school accounts only. */
export async function getSchedule(call: ServiceCall<z.output<typeof getScheduleInput>>): Promise<z.output<typeof getScheduleOutput>> {
  const { input, account, graph } = call;
  if (account.type === "personal")
    throw new CasementError(
      "service-refused",
      "get-schedule needs a work or school account: Microsoft has no free/busy for personal ones.",
    );
  const zone = input.timeZone ?? account.timeZone;
  const [start, end] = [momentOf(input.start, zone), momentOf(input.end, zone)];
  if (end <= start) throw invalid("end", "is not after start");
  const { value } = await graph.query<{ value: GraphSchedule[] }>(`${account.mailbox}/calendar/getSchedule`, {
    schedules: input.emails,
    startTime: dateTimeIn(start, zone),
    endTime: dateTimeIn(end, zone),
    availabilityViewInterval: input.interval,
  });
  const local = (time: DateTimeTimeZone) => toIso(toInstant(time, zone), zone);
  return {
    schedules: value.map(({ scheduleId, availabilityView, scheduleItems = [], error }) => ({
      email: scheduleId ?? "",
      availabilityView: availabilityView ?? "",
      items: scheduleItems.flatMap(({ status, start, end, subject, location, isPrivate }) =>
        start && end
          ? [
              {
                status: status ?? "unknown",
                start: local(start),
                end: local(end),
                ...(subject ? { subject } : {}),
                ...(location ? { location } : {}),
                ...(typeof isPrivate === "boolean" ? { isPrivate } : {}),
              },
            ]
          : [],
      ),
      ...(error ? { error: error.message ?? error.responseCode ?? "unknown" } : {}),
    })),
  };
}
