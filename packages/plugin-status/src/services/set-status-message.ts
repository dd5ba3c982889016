import { parseInstant, toDateTimeTimeZone, toIso } from "@casement/graph-time";
import * as z from "zod";
import { act, invalid, type ServiceCall } from "./service-call.ts";

export const setStatusMessageInput = z.object({
  message: z.string().max(280).describe("Empty: no message any more"),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(366 * 24 * 60)
    .optional()
    .describe("How long it shows; until it is changed unless given"),
  until: z.string().optional().describe("Or when it ends: ISO 8601, in your time zone unless it has an offset"),
});
export const setStatusMessageOutput = z.object({ until: z.string().optional().describe("When it ends") });

export async function setStatusMessage(
  call: ServiceCall<z.output<typeof setStatusMessageInput>>,
): Promise<z.output<typeof setStatusMessageOutput>> {
  const { account, input } = call;
  const end = endOf(call);
  const expiryDateTime = end && toDateTimeTimeZone(end, account.timeZone);
  const message = { content: input.message, contentType: "text" };
  await act(call, "setStatusMessage", { statusMessage: { message, ...(expiryDateTime && input.message && { expiryDateTime }) } });
  return end && input.message ? { until: toIso(end, account.timeZone) } : {};
}

function endOf({ input: { minutes, until }, account, now }: ServiceCall<z.output<typeof setStatusMessageInput>>): Date | undefined {
  if (minutes !== undefined && until !== undefined) throw invalid("until", "and minutes say the same; give one of them");
  if (minutes !== undefined) return new Date(now().getTime() + minutes * 60_000);
  if (until === undefined) return undefined;
  const end = instantOf(until, account.timeZone);
  if (end <= now()) throw invalid("until", "is in the past");
  return end;
}

function instantOf(text: string, zone: string): Date {
  try {
    return parseInstant(text, zone);
  } catch {
    throw invalid("until", "is no time; write it like 2026-03-02T17:30 or 2026-03-02T17:30:00+01:00");
  }
}
