import * as z from "zod";
import { importance } from "./choices.ts";

const some = (what: string) =>
  z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe(what);

/** Conditions on messages; all of them must hold. What a list names is met by any one of it. Upper and lower case are the same. */
export const filterFields = {
  unread: z.boolean().optional().describe("true: unread messages only; false: read ones only"),
  from: some("Address, @domain, or part of the name of the sender; a list means any of them"),
  to: some("Address, @domain, or part of the name of somebody in To or Cc"),
  subjectContains: some("Text in the subject"),
  subjectIs: z.string().optional().describe("The whole subject"),
  hasAttachments: z.boolean().optional().describe("Pictures within the text do not count"),
  importance: importance.optional(),
  flagged: z.boolean().optional().describe("Flagged and not yet completed"),
  category: some("A category"),
  newerThan: z
    .string()
    .refine(isAge, { error: "must be an age like 30m, 24h, 7d or 2w, or a date like 2026-03-01" })
    .optional()
    .describe("Age like 30m, 24h, 7d, 2w, or a date"),
};

/** Conditions that Graph has to look up. */
export const searchFields = {
  bodyContains: z.string().min(1).optional().describe("Text in the body"),
  search: z.string().min(1).optional().describe('Free search in Outlook\'s words: from:ada subject:report OR "exact words"'),
};

const sensor = z.strictObject({
  name: z.string().min(1).max(100).describe("Title of the sensor"),
  folder: z.string().min(1).default("inbox").describe("Well-known name (inbox, archive, …), path of names (Inbox/Bills/2026), or id"),
  ...filterFields,
  ...searchFields,
  maxItems: z.int().min(1).max(1000).default(100).describe("Most entries in `messages`"),
  body: z.enum(["none", "text", "html"]).default("none").describe("Show the body: as text, or as HTML without anything that runs or loads"),
  preview: z.boolean().default(false).describe("Show the first words of the body"),
  attachments: z.boolean().default(false).describe("Show the names of the attachments"),
  inlineAttachments: z.boolean().default(false).describe("Name pictures within the text too"),
});

/** The `email` block of an account. */
export const config = z.strictObject({
  sensors: z
    .array(sensor)
    .refine((list) => new Set(list.map(({ name }) => name.toLowerCase())).size === list.length, {
      error: "two sensors have the same name",
    })
    .default(() => [sensor.parse({ name: "Inbox" })])
    .describe("One sensor on the inbox unless given"),
  sentItems: z.boolean().default(false).describe("Watch Sent Items too: a sensor, and message-sent for what other programs sent"),
  send: z.boolean().optional().describe("true: may send even without enableUpdate; false: may not; left out: as enableUpdate says"),
  sendFrom: z
    .array(z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, "must be a mail address"))
    .default([])
    .describe("Other mailboxes that `from` may name; their owners must have granted it in Outlook"),
});

export type Config = z.output<typeof config>;
export type SensorConfig = Config["sensors"][number];
export type Filter = z.output<z.ZodObject<typeof filterFields>>;
export type Searches = z.output<z.ZodObject<typeof searchFields>>;

/** Whether anything shows or looks at what `Mail.ReadBasic` does not give. */
export function readsContents({ sensors }: Config): boolean {
  return sensors.some((one) => one.body !== "none" || one.preview || one.attachments || one.inlineAttachments || isSearch(one));
}

export const isSearch = ({ bodyContains, search }: Searches): boolean => bodyContains !== undefined || search !== undefined;

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** Milliseconds, or undefined when it is a date. */
export function ageOf(newerThan: string): number | undefined {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(newerThan) ?? [];
  return unit === undefined ? undefined : Number(count) * units[unit as keyof typeof units];
}

function isAge(text: string): boolean {
  return ageOf(text) !== undefined || (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)));
}
