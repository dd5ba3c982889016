import { invalidInput, service } from "@casement/core";
import { dateOrDateTime, hasTime, instantOf, resolveEnd, resolveTime, timeZoneName } from "@casement/graph-input";
import { toDateTimeTimeZone, toIso } from "@casement/graph-time";
import * as z from "zod";
import { automaticReplies, repliesAudience, toAutomaticReplies } from "../automatic-replies.ts";
import { autoreplyConfig } from "../config.ts";
import type { GraphAutomaticReplies } from "../graph-types.ts";
import { readRepliesSetting, writeRepliesSetting } from "../replies-setting.ts";

const dateTime = dateOrDateTime.refine(hasTime, { error: "needs a time (2026-08-01T09:00 or friday 17:00)" });
const replyText = z.string().min(1);
const more = { "x-group": "More" } as const;

const enableInput = z
  .strictObject({
    text: replyText.optional().meta({
      description: "Text for everyone. Default: the stored texts, or defaultText of the configuration if there are none",
      format: "casement-text",
      "x-private": true,
      "x-aliases": ["message", "body", "reply", "content"],
    }),
    start: dateTime.optional().meta({
      description: "Reply only from then on; requires `end`",
      "x-aliases": ["from", "startTime"],
    }),
    end: dateTime.optional().meta({
      description: "Reply only until then. Without `start`, replies begin now",
      "x-aliases": ["until", "endTime"],
    }),
    audience: repliesAudience.optional().meta({ "x-aliases": ["externalAudience"] }),
    internalReply: replyText.optional().meta({
      title: "Text for your organization",
      description: "A different text for people in your organization",
      format: "casement-text",
      "x-private": true,
      "x-aliases": ["internalReplyMessage", "internalText"],
      ...more,
    }),
    externalReply: replyText.optional().meta({
      title: "Text for everyone else",
      description: "A different text for people outside your organization",
      format: "casement-text",
      "x-private": true,
      "x-aliases": ["externalReplyMessage", "externalText"],
      ...more,
    }),
    html: z
      .boolean()
      .default(false)
      .meta({ title: "HTML", description: "The texts are HTML", "x-aliases": ["isHtml"], ...more }),
    timeZone: timeZoneName.optional().meta({ ...timeZoneName.meta(), ...more }),
  })
  .refine(({ start, end }) => start === undefined || end !== undefined, { error: "is required with start", path: ["end"] });
type EnableInput = z.output<typeof enableInput>;

export const enableReplies = service({
  config: autoreplyConfig,
  title: "Turn on automatic replies",
  summary: "Turn on automatic replies, now or for a period.",
  input: enableInput,
  output: automaticReplies,
  scope: "MailboxSettings.ReadWrite",
  target: "autoreply",
  repeatable: true,
  reachesOthers: true,
  async run(call) {
    const { account, input, config } = call;
    const before = await readRepliesSetting(call);
    const change: GraphAutomaticReplies = {
      ...scheduleOf(input, account.timeZone, call.now()),
      ...textsOf(input),
      ...(input.audience && { externalAudience: input.audience }),
    };
    const { internalReply, externalReply } = toAutomaticReplies({ ...before, ...change }, account.timeZone);
    if (internalReply !== "" || externalReply !== "") return writeRepliesSetting(call, before, change);
    if (config.defaultText === undefined)
      throw invalidInput(
        "text",
        "is required, because the mailbox has no text yet. Give a text, which Outlook stores, or set defaultText in the configuration",
      );
    return writeRepliesSetting(call, before, { ...change, ...textsOf({ text: config.defaultText, html: false }) });
  },
});

function scheduleOf({ start, end, timeZone }: EnableInput, accountZone: string, now: Date): GraphAutomaticReplies {
  if (end === undefined) return { status: "alwaysEnabled" };
  const zone = timeZone ?? accountZone;
  const context = { zone, now };
  const from = start === undefined ? toIso(now, zone) : resolveTime(start, context);
  const startsAt = start === undefined ? now : instantOf(from, zone, "start");
  const endsAt = instantOf(resolveEnd(end, from, context), zone, "end");
  if (endsAt <= startsAt)
    throw start === undefined ? invalidInput("end", "is in the past") : invalidInput("end", "is not after start", { rule: "after-start" });
  return {
    status: "scheduled",
    scheduledStartDateTime: toDateTimeTimeZone(startsAt),
    scheduledEndDateTime: toDateTimeTimeZone(endsAt),
  };
}

function textsOf({
  text,
  internalReply = text,
  externalReply = text,
  html,
}: Pick<EnableInput, "html"> & Partial<EnableInput>): GraphAutomaticReplies {
  const toMessage = (reply: string) => (html ? reply : asHtml(reply));
  return {
    ...(internalReply !== undefined && { internalReplyMessage: toMessage(internalReply) }),
    ...(externalReply !== undefined && { externalReplyMessage: toMessage(externalReply) }),
  };
}

/** Outlook reads every text as HTML, so line breaks and angle brackets of a plain text would be lost. */
function asHtml(text: string): string {
  const escaped = text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<html><body><p>${escaped.replaceAll(/\r?\n/g, "<br>")}</p></body></html>`;
}
