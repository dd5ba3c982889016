import * as z from "zod";

const step = z.object({ id: z.string(), title: z.string(), checked: z.boolean() });
const link = z.object({
  id: z.string(),
  title: z.string().optional(),
  url: z.string().optional(),
  app: z.string().optional().describe("The application that the task comes from"),
  externalId: z.string().optional(),
});

/** A task as sensors and services show it. Empty properties are absent. `checklist` and `links` are absent unless `details` is on. */
export const taskView = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string().describe("notStarted, inProgress, completed, waitingOnOthers or deferred"),
  done: z.boolean(),
  start: z.string().optional().describe("Date"),
  due: z.string().optional().describe("Date"),
  overdue: z.boolean().describe("Open, and due before today in the account's time zone"),
  reminder: z.string().optional().describe("ISO 8601 with offset"),
  importance: z.string().describe("low, normal or high"),
  categories: z.array(z.string()).optional(),
  body: z.string().optional().meta({ description: "As text", "x-private": true }),
  bodyTruncated: z.literal(true).optional().describe("`body` is not complete"),
  checklist: z.array(step).optional(),
  recurrence: z.string().optional().describe("RFC 5545 RRULE"),
  links: z.array(link).optional().describe("Linked resources, such as the mail that the task was created from"),
  completed: z.string().optional().describe("Date in UTC; Microsoft stores no time"),
  hasAttachments: z.boolean().optional(),
});
/** What a service returns that acts on one task or on several: the task, or the first one. */
export const taskOrTasks = taskView.extend({ tasks: z.array(taskView).optional().describe("All of them, if several were given") });
export type TaskView = z.output<typeof taskView>;

/** A task as the feed stores it. Times are in the account's time zone. */
export const taskItem = taskView.omit({ id: true, done: true, overdue: true }).extend({
  /** The due date as Graph returns it, in milliseconds since 1970. */
  dueAt: z.number().optional(),
  reminderAt: z.number().optional(),
  created: z.string().optional(),
  /** Read only for calendar programs: no sensor shows or announces them. */
  agendaDetails: taskView.pick({ checklist: true, links: true }).optional(),
  /** Of a recurring task: the id of its last completed occurrence, which is a task of its own. */
  lastDone: z.string().optional(),
  /** Of a completed occurrence: the id of the recurring task. */
  occurrenceOf: z.string().optional(),
});
export type TaskItem = z.output<typeof taskItem>;
