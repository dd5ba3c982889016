import type { FieldNotes } from "@casement/core";
import { addressFormat, dateOrDateTime, graphEnum, importanceSchema, readPeople, timeZoneName } from "@casement/graph-input";
import * as z from "zod";
import { attendeeTypeSchema, sensitivitySchema, showAsSchema } from "../event-enums.ts";
import { attachmentsField } from "./event-attachments.ts";

interface Notes extends FieldNotes {
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
}

const more = (order: number) => ({ "x-order": order, "x-group": "More" });

/** What surfaces need to know about the fields. A field has the same notes in every service. */
const notes = {
  id: { title: "Event", description: "ID of the event", "x-aliases": ["eventId"], "x-order": 0 },
  subject: { "x-aliases": ["title", "summary", "name"], "x-order": 1 },
  start: { description: "A date makes it an all-day event", "x-aliases": ["startTime", "start_date_time"], "x-order": 2 },
  end: { description: "For an all-day event, the day after its last day", "x-aliases": ["endTime", "end_date_time"], "x-order": 3 },
  allDay: { "x-aliases": ["isAllDay", "all_day"], "x-order": 4 },
  location: { "x-aliases": ["where"], "x-order": 5 },
  body: {
    description: "Plain text with line breaks, or HTML with bodyType html",
    format: "casement-text",
    "x-private": true,
    "x-aliases": ["message", "text", "content", "description", "notes"],
    "x-order": 6,
  },
  series: { title: "Whole series", description: "Applies to the whole series when the event is an occurrence", "x-order": 7 },
  occurrence: {
    description: "With the ID of a series: the day, in the time zone of the series, of the one occurrence that is meant",
    ...more(7.5),
  },
  attendees: {
    description: "People to invite",
    ...addressFormat,
    "x-aliases": ["invitees", "participants", "guests"],
    ...more(8),
  },
  recurrence: {
    description: "RFC 5545 RRULE, for example FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10",
    format: "casement-recurrence",
    "x-aliases": ["rrule", "repeat"],
    ...more(9),
  },
  reminder: { description: "Minutes before the start; null: no reminder", "x-unit": "minutes before", "x-aliases": ["alarm"], ...more(10) },
  onlineMeeting: {
    title: "Teams meeting",
    description: "Adds a Teams meeting, which cannot be removed again",
    "x-aliases": ["isOnlineMeeting", "teamsMeeting"],
    ...more(11),
  },
  showAs: { "x-aliases": ["availability"], ...more(12) },
  categories: more(13),
  sensitivity: more(14),
  importance: { "x-aliases": ["priority"], ...more(15) },
  bodyType: more(16),
  timeZone: more(17),
  transactionId: {
    title: "Request ID",
    description: "Your own ID for the request. Repeating it does not create a second event",
    ...more(18),
  },
  uid: {
    title: "UID",
    description: "iCalendar UID that another program gave the event. If the mailbox has a meeting with it, nothing is created",
    ...more(19),
  },
} as const satisfies Record<string, Notes>;

const withNotes = <T extends z.ZodType>(field: keyof typeof notes, schema: T): T => schema.meta(notes[field]);

/** Each person in `email` becomes an attendee. */
const attendees = z
  .array(z.object({ email: z.string().meta(addressFormat), name: z.string().optional(), type: attendeeTypeSchema.default("required") }))
  .transform((list, context) =>
    list.flatMap(({ email, name, type }, index) => {
      const people = readPeople(email, context, [index, "email"]) ?? [];
      if (people.length > 1 && name !== undefined)
        context.addIssue({ code: "custom", path: [index, "name"], message: "must be omitted if email names several people" });
      return people.map((person) => ({ ...person, ...(name !== undefined && { name }), type }));
    }),
  );
const categories = z.array(z.string());

/** The fields by which a service finds its event. */
export const calendarEventIdFields = {
  id: withNotes("id", z.string().min(1)),
  series: withNotes("series", z.boolean().default(false)),
  occurrence: withNotes("occurrence", z.iso.date().optional()),
};

/** The same, for `item.fields` of a service. */
export const calendarEventItemFields = { series: "series", occurrence: "occurrence" } as const;

const allDay = withNotes("allDay", z.boolean().optional());
const reminder = withNotes("reminder", z.number().int().min(0).max(40_320).nullable().optional());
const onlineMeeting = withNotes("onlineMeeting", z.boolean().optional());
const showAs = withNotes("showAs", showAsSchema.optional());
const sensitivity = withNotes("sensitivity", sensitivitySchema.optional());
const importance = withNotes("importance", importanceSchema.optional());
const bodyType = withNotes("bodyType", graphEnum(["text", "html"]).default("text"));
const timeZone = withNotes("timeZone", timeZoneName.optional());

export const createCalendarEventInput = z.object({
  subject: withNotes("subject", z.string()),
  start: withNotes("start", dateOrDateTime),
  end: withNotes("end", dateOrDateTime.optional()),
  allDay,
  location: withNotes("location", z.string().optional()),
  body: withNotes("body", z.string().optional()),
  attendees: withNotes("attendees", attendees.optional()),
  recurrence: withNotes("recurrence", z.string().min(1).optional()),
  reminder,
  onlineMeeting,
  showAs,
  categories: withNotes("categories", categories.optional()),
  sensitivity,
  importance,
  bodyType,
  timeZone,
  transactionId: withNotes("transactionId", z.string().min(1).max(256).optional()),
  uid: withNotes("uid", z.string().min(1).max(1000).optional()),
});

/** Omitted fields stay as they are. Null clears a field. */
export const modifyCalendarEventInput = z.object({
  ...calendarEventIdFields,
  subject: withNotes("subject", z.string().nullable().optional()),
  start: withNotes("start", dateOrDateTime.optional()).describe("Without end, the event keeps its length"),
  end: withNotes("end", dateOrDateTime.optional()),
  allDay,
  location: withNotes("location", z.string().nullable().optional()),
  body: withNotes("body", z.string().nullable().optional()),
  attendees: withNotes("attendees", attendees.nullable().optional()).describe("All attendees: the list replaces the present one"),
  recurrence: withNotes("recurrence", z.string().min(1).nullable().optional()).describe(
    "RFC 5545 RRULE; null turns a series into a single event",
  ),
  reminder,
  onlineMeeting,
  showAs,
  categories: withNotes("categories", categories.nullable().optional()),
  sensitivity,
  importance,
  bodyType,
  timeZone,
});

/** With files to attach. */
export const createWithFilesInput = createCalendarEventInput.extend({ attachments: attachmentsField });
export const modifyWithFilesInput = modifyCalendarEventInput.extend({ attachments: attachmentsField });
