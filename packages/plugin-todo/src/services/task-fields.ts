import type { FieldNotes } from "@casement/core";
import { dateOrDateTime, hasTime, importanceSchema } from "@casement/graph-input";
import * as z from "zod";
import { taskStatus } from "../task-status.ts";

interface Notes extends FieldNotes {
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
}

/** What surfaces need to know about the fields. A field has the same notes in every service. */
const notes = {
  id: { title: "Task", description: "Task ID", "x-aliases": ["taskId"] },
  title: { "x-aliases": ["name", "summary", "subject"] },
  start: {
    title: "Start date",
    description: "Date, not after `due`. The time of a date-time is ignored, because To Do stores no time",
    "x-aliases": ["startDate", "startDateTime"],
    "x-group": "More",
  },
  due: {
    title: "Due date",
    description: "Date. The time of a date-time is ignored, because To Do stores no time",
    "x-aliases": ["dueDate", "dueDateTime", "due_date"],
  },
  reminder: {
    description: "Date-time, in the account's time zone unless it has an offset",
    "x-aliases": ["reminderDateTime", "remindAt"],
  },
  body: {
    title: "Notes",
    description: "Plain text with line breaks, or HTML with bodyType html",
    format: "casement-text",
    "x-private": true,
    "x-aliases": ["notes", "note", "description", "content", "text", "message"],
  },
  importance: { "x-aliases": ["priority"] },
  recurrence: {
    description: "RFC 5545 RRULE, for example FREQ=WEEKLY;BYDAY=SA. Without `due`, it begins today",
    format: "casement-recurrence",
    "x-aliases": ["rrule", "repeat"],
    "x-group": "More",
  },
  categories: { "x-group": "More" },
  status: { "x-group": "More" },
  bodyType: { title: "Format of the notes", "x-group": "More" },
} as const satisfies Record<string, Notes>;

const withNotes = <T extends z.ZodType>(field: keyof typeof notes, schema: T): T => schema.meta(notes[field]);

const reminder = dateOrDateTime.refine(hasTime, { error: "needs a time (2026-03-29T09:00 or tomorrow 9:00)" });
const bodyType = withNotes("bodyType", z.enum(["text", "html"]).default("text"));

export const taskIdsInput = z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(50)]).meta({
  title: "Task",
  description: "Task ID, or a list of them",
  "x-aliases": ["taskId", "ids", "taskIds"],
});
export const taskIdInput = withNotes("id", z.string().min(1));

/** The fields of a new task, those that matter most first. */
export const newTaskFields = {
  title: withNotes("title", z.string().min(1)),
  due: withNotes("due", dateOrDateTime.optional()),
  reminder: withNotes("reminder", reminder.optional()),
  body: withNotes("body", z.string().optional()),
  importance: withNotes("importance", importanceSchema.optional()),
  recurrence: withNotes("recurrence", z.string().min(1).optional()),
  start: withNotes("start", dateOrDateTime.optional()),
  categories: withNotes("categories", z.array(z.string()).optional()),
  status: withNotes("status", taskStatus.optional()),
  bodyType,
};

/** The fields that change a task. Omitted fields stay as they are. Null clears a field. */
export const taskChangeFields = {
  title: withNotes("title", z.string().min(1).optional()),
  due: withNotes("due", dateOrDateTime.nullable().optional()).describe("Date; null clears it"),
  reminder: withNotes("reminder", reminder.nullable().optional()).describe("Date-time; null clears it"),
  body: withNotes("body", z.string().nullable().optional()),
  importance: newTaskFields.importance,
  recurrence: withNotes("recurrence", z.string().min(1).nullable().optional()).describe("RFC 5545 RRULE; null ends the recurrence"),
  start: withNotes("start", dateOrDateTime.nullable().optional()).describe("Date, not after `due`; null clears it"),
  categories: withNotes("categories", z.array(z.string()).nullable().optional()),
  status: newTaskFields.status,
  bodyType,
};
