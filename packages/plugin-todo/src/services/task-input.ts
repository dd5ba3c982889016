import { importance, isDate, when } from "@casement/graph-calendar";
import * as z from "zod";
import { taskStatus } from "../task-status.ts";

/** What can be said of a task when it is made; to change one, every part is optional and most can be null. */
export const title = z.string().min(1);
export const body = z.string().describe("Text with its line breaks, or HTML with bodyType html");
export const bodyType = z.enum(["text", "html"]).default("text");
export const due = when.describe("Date; of a date-time the day counts, To Do has no time of day for it");
export const reminder = when
  .refine((text) => !isDate(text), { error: "needs a time (2026-03-29T09:00, with or without offset)" })
  .describe("Date-time, in the account's time zone unless it has an offset");
export const categories = z.array(z.string());
export const recurrence = z.string().min(1).describe("RFC 5545 RRULE, for example FREQ=WEEKLY;BYDAY=SA; counted from the due date");
export const id = z.string().min(1).describe("Task id");
export const step = z.string().min(1).describe("Checklist item id");
export const choices = { importance: importance.optional(), status: taskStatus.optional() };

/** What services say of something they acted on. */
export const acted = z.object({ id: z.string() });
