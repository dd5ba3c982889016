import { readPeople } from "@casement/graph-input";
import * as z from "zod";
import { messageImportance } from "./message-choices.ts";

const ageError = "must be an age such as 30m, 24h, 7d or 2w, or a date such as 2026-03-01";

const oneOrMoreTexts = (description: string) =>
  z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe(description);

/** Conditions on messages. A message must meet all of them; for a list, one value is enough. Case is ignored. */
export const filterFields = {
  unread: z.boolean().optional().describe("true: only unread messages; false: only read messages"),
  from: oneOrMoreTexts("Address, @domain, or part of the sender's name; for a list, one match is enough"),
  to: oneOrMoreTexts("Address, @domain, or part of the name of someone in To or Cc"),
  subjectContains: oneOrMoreTexts("Text in the subject"),
  subjectIs: z.string().optional().meta({ title: "Exact subject", description: "The complete subject" }),
  hasAttachments: z.boolean().optional().describe("Pictures in the text do not count"),
  importance: messageImportance.optional(),
  flagged: z.boolean().optional().describe("Flagged and not completed"),
  category: oneOrMoreTexts("Name of a category"),
  newerThan: z.string().refine(isAgeOrDate, { error: ageError }).optional().describe("An age such as 30m, 24h, 7d or 2w, or a date"),
};

/** Of services, which list once. A sensor would have to look at its messages again as they age. */
const olderThan = z
  .string()
  .refine(isAgeOrDate, { error: ageError })
  .optional()
  .describe("Received before this: an age such as 30d, or a date");

/** The conditions of a service: those of a sensor, and the end of a period. */
export const listFilterFields = { ...filterFields, olderThan };

/** Conditions that only Graph can check. */
export const searchFields = {
  bodyContains: z.string().min(1).optional().describe("Text in the body"),
  search: z
    .string()
    .min(1)
    .optional()
    .describe('Searches sender, subject, text and attachments. Also in Outlook\'s syntax: from:ada subject:report OR "exact words"'),
};

const sensor = z.strictObject({
  name: z.string().min(1).max(100).describe("Title of the sensor"),
  folder: z
    .string()
    .min(1)
    .default("inbox")
    .describe("Well-known name (inbox, archive, …), path of folder names (Inbox/Bills/2026), or ID"),
  ...filterFields,
  ...searchFields,
  maxItems: z.int().min(1).max(1000).default(100).describe("Maximum number of entries in `messages`"),
  body: z.enum(["none", "text", "html"]).default("none").describe("Show the body, as text or as sanitized HTML"),
  preview: z.boolean().default(false).describe("Show the first words of the body"),
  attachments: z.boolean().default(false).describe("Show the names of the attachments"),
  inlineAttachments: z.boolean().default(false).describe("Show the names of the pictures in the text"),
});

/** The `email` block of an account. */
export const emailConfig = z.strictObject({
  sensors: z
    .array(sensor)
    .refine((list) => new Set(list.map(({ name }) => name.toLowerCase())).size === list.length, {
      error: "two sensors have the same name",
    })
    .default(() => [sensor.parse({ name: "Inbox" })])
    .describe("Default: one sensor for the inbox"),
  sentItems: z
    .boolean()
    .default(false)
    .describe("Watch Sent Items: adds a sensor, and raises message-sent for messages sent by other programs"),
  send: z.boolean().optional().describe("true: allow sending even without enableUpdate; false: never. Default: follows enableUpdate"),
  sendFrom: z
    .array(
      z.string().superRefine((text, context) => {
        if ((readPeople(text, context, []) ?? []).length > 1) context.addIssue("must be one address");
      }),
    )
    .default([])
    .describe("Other mailboxes that `from` can name; their owners must have granted it in Outlook"),
});

export type EmailConfig = z.output<typeof emailConfig>;
export type SensorConfig = EmailConfig["sensors"][number];
export type MessageFilter = z.output<z.ZodObject<typeof filterFields>>;
export type ListFilter = z.output<z.ZodObject<typeof listFilterFields>>;
export type MessageSearches = z.output<z.ZodObject<typeof searchFields>>;

/** Whether a sensor shows or searches contents, which `Mail.ReadBasic` does not include. */
export function readsContents({ sensors }: EmailConfig): boolean {
  return sensors.some(
    (sensor) => sensor.body !== "none" || sensor.preview || sensor.attachments || sensor.inlineAttachments || hasSearch(sensor),
  );
}

export const hasSearch = ({ bodyContains, search }: MessageSearches): boolean => bodyContains !== undefined || search !== undefined;

const unitsMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** The age in milliseconds. Undefined if `newerThan` is a date. */
export function ageOf(newerThan: string): number | undefined {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(newerThan) ?? [];
  return unit === undefined ? undefined : Number(count) * unitsMs[unit as keyof typeof unitsMs];
}

function isAgeOrDate(text: string): boolean {
  return ageOf(text) !== undefined || (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)));
}
