import { CasementError, invalidInput, service } from "@casement/core";
import { type GraphSchedule, isSoundTime } from "@casement/graph-calendar";
import {
  addressFormat,
  addressList,
  dateOrDateTime,
  instantOf,
  isText,
  resolveEnd,
  resolveTime,
  soundProperties,
  timeZoneName,
  toGraphDateTime,
} from "@casement/graph-input";
import { type DateTimeTimeZone, toInstant, toIso } from "@casement/graph-time";
import * as z from "zod";

const busyTime = z.object({
  status: z.string().describe("free, tentative, busy, oof or workingElsewhere"),
  start: z.string(),
  end: z.string(),
  subject: z.string().optional(),
  location: z.string().optional(),
  isPrivate: z.boolean().optional(),
});

const schedule = z.object({
  email: z.string(),
  availabilityView: z.string().describe("A digit per interval: 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere"),
  items: z.array(busyTime),
  error: z.string().optional().describe("Why this schedule could not be read"),
});

/** Not supported by Microsoft for personal accounts. */
export const getSchedule = service({
  title: "Look up free and busy times",
  summary: "Show when people, rooms or equipment are free or busy.",
  input: z.object({
    emails: addressList(20).meta({
      title: "People",
      description: "Email addresses of people, rooms or equipment",
      ...addressFormat,
      "x-aliases": ["people", "attendees"],
    }),
    start: dateOrDateTime.meta({ "x-aliases": ["from"] }),
    end: dateOrDateTime.meta({ "x-aliases": ["to", "until"] }),
    interval: z
      .number()
      .int()
      .min(5)
      .max(1440)
      .default(30)
      .meta({ description: "Minutes for each digit of availabilityView", "x-unit": "minutes" }),
    timeZone: timeZoneName.optional(),
  }),
  output: z.object({ schedules: z.array(schedule) }),
  scope: "Calendars.ReadBasic",
  effect: "read",
  async run({ input, account, graph, now }) {
    if (account.type === "personal")
      throw new CasementError(
        "service-refused",
        "get-schedule requires a work or school account. Microsoft does not offer free/busy times for personal accounts.",
        { details: { reason: "work-account" } },
      );
    const zone = input.timeZone ?? account.timeZone;
    const context = { zone, now: now() };
    const from = resolveTime(input.start, context);
    const [start, end] = [instantOf(from, zone, "start"), instantOf(resolveEnd(input.end, from, context), zone, "end")];
    if (end <= start) throw invalidInput("end", "is not after start", { rule: "after-start" });
    const { value } = await graph.query<{ value: GraphSchedule[] }>(`${account.mailbox}/calendar/getSchedule`, {
      schedules: input.emails.map(({ address }) => address),
      startTime: toGraphDateTime(start, zone),
      endTime: toGraphDateTime(end, zone),
      availabilityViewInterval: input.interval,
    });
    return { schedules: value.map((graphSchedule) => scheduleOf(graphSchedule, zone)) };
  },
});

function scheduleOf({ scheduleId, availabilityView, scheduleItems, error }: GraphSchedule, zone: string): z.output<typeof schedule> {
  return {
    email: scheduleId ?? "",
    availabilityView: availabilityView ?? "",
    items: (Array.isArray(scheduleItems) ? scheduleItems : []).flatMap((item) => busyTimeOf(item, zone)),
    ...(error ? { error: error.message ?? error.responseCode ?? "unknown" } : {}),
  };
}

/** Empty for an item without readable times. */
function busyTimeOf(received: NonNullable<GraphSchedule["scheduleItems"]>[number], zone: string): z.output<typeof busyTime>[] {
  const checks = { status: isText, start: isSoundTime, end: isSoundTime, subject: isText, location: isText };
  const { status, start, end, subject, location, isPrivate } = soundProperties(received ?? {}, checks).item;
  if (!start || !end) return [];
  const toLocal = (time: DateTimeTimeZone) => toIso(toInstant(time, zone), zone);
  return [
    {
      status: status ?? "unknown",
      start: toLocal(start),
      end: toLocal(end),
      ...(subject ? { subject } : {}),
      ...(location ? { location } : {}),
      ...(typeof isPrivate === "boolean" ? { isPrivate } : {}),
    },
  ];
}
