import { CasementError } from "@casement/core";
import { ianaZone, isInstant, parseInstant, toDateTimeTimeZone } from "@casement/graph-time";
import * as z from "zod";
import { type AutoreplyCall, readSetting, writeSetting } from "../automatic-replies.ts";
import type { GraphAutomaticReplies } from "../graph-types.ts";
import { audience, type Replies, toReplies } from "../replies.ts";

const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;
const moment = z
  .string()
  .regex(shape, { error: "must be a date-time (2026-08-01T09:00, with or without offset)" })
  .refine(isInstant, { error: "is no day or time of the calendar" });
const reply = z.string().min(1);

export const enableInput = z
  .strictObject({
    text: reply
      .optional()
      .describe(
        "The answer to everybody; without any text the ones there are stay, and where there are none the config's defaultText is taken",
      ),
    internalReply: reply.optional().describe("Another answer to people of the organisation"),
    externalReply: reply.optional().describe("Another answer to everybody else"),
    html: z.boolean().default(false).describe("The texts are HTML"),
    audience: audience.optional(),
    start: moment.optional().describe("Answer from then on only; needs `end`"),
    end: moment.optional().describe("Answer until then only; from now on if `start` is left out"),
    timeZone: z
      .string()
      .refine((name) => ianaZone(name) !== undefined, { error: "is no time zone; use a name like Europe/Berlin" })
      .optional()
      .describe("Zone of times without offset; the account's unless given"),
  })
  .refine(({ start, end }) => start === undefined || end !== undefined, { error: "is needed beside start", path: ["end"] });
export type EnableInput = z.output<typeof enableInput>;

/** Always, or scheduled when an end is given. What is not given stays as it is. */
export async function enable(call: AutoreplyCall<EnableInput>): Promise<Replies> {
  const { account, input, config } = call;
  const before = await readSetting(call);
  const change: GraphAutomaticReplies = {
    ...schedule(input, account.timeZone, call.now()),
    ...textsOf(input),
    ...(input.audience && { externalAudience: input.audience }),
  };
  const { internalReply, externalReply } = toReplies({ ...before, ...change }, account.timeZone);
  if (internalReply !== "" || externalReply !== "") return writeSetting(call, before, change);
  if (config.defaultText === undefined)
    throw invalid(
      "text",
      "is needed: there is no answer yet that could be sent. Give one, which is kept, or set defaultText in the config",
    );
  return writeSetting(call, before, { ...change, ...textsOf({ text: config.defaultText, html: false }) });
}

function schedule({ start, end, timeZone }: EnableInput, accountZone: string, now: Date): GraphAutomaticReplies {
  if (end === undefined) return { status: "alwaysEnabled" };
  const zone = timeZone ?? accountZone;
  const from = start === undefined ? now : parseInstant(start, zone);
  const until = parseInstant(end, zone);
  if (until <= from) throw invalid("end", start === undefined ? "is in the past" : "is not after start");
  return {
    status: "scheduled",
    scheduledStartDateTime: toDateTimeTimeZone(from),
    scheduledEndDateTime: toDateTimeTimeZone(until),
  };
}

function textsOf({
  text,
  internalReply = text,
  externalReply = text,
  html,
}: Pick<EnableInput, "html"> & Partial<EnableInput>): GraphAutomaticReplies {
  const message = (reply: string) => (html ? reply : asHtml(reply));
  return {
    ...(internalReply !== undefined && { internalReplyMessage: message(internalReply) }),
    ...(externalReply !== undefined && { externalReplyMessage: message(externalReply) }),
  };
}

/** Outlook takes every text for HTML: without this, line breaks and angle brackets would be lost. */
function asHtml(text: string): string {
  const escaped = text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<html><body><p>${escaped.replaceAll(/\r?\n/g, "<br>")}</p></body></html>`;
}

function invalid(path: string, message: string): CasementError {
  return new CasementError("input-invalid", `${path}: ${message}.`, { details: { issues: [{ path, message }] } });
}
