import type { AgendaCall, CalendarComponent } from "@casement/core";
import { changedEventFields, type EventField, meetingFields, privateFields, timeKey } from "./component-changes.ts";
import { eventInput, isOwn } from "./event-input.ts";
import { type EventPlan, modifyCall, planOf, refusedPlan, refusedRestoration } from "./event-plan.ts";
import { exdatesNotIn, occurrenceInput, plainOccurrence } from "./occurrence-of-series.ts";
import { type EventWrite, type KnownEvent, partstatOf } from "./plan-event.ts";

const responses = { ACCEPTED: "accept", TENTATIVE: "tentative", DECLINED: "decline" } as const;
/** A program may rewrite a text by itself, but somebody who changes one of these means it. */
const deliberate: readonly EventField[] = ["summary", "location", "dtstart", "dtend", "rrule", "attendees"];

/** A change by an attendee: a response, and what is the user's own. Everything else is the organizer's, and refused. */
export function planResponse({ write, after, own, zone }: EventWrite, { id, items, before }: KnownEvent): EventPlan {
  const [was, ...overridesBefore] = before.components;
  const [is, ...overrides] = after.components;
  const series = { id, items, master: was, zone };
  const sendResponse = write.notifies && is.organizer?.isNotified !== false;
  const calls: AgendaCall[] = [];
  const respond = (target: object, response: string): void => {
    calls.push({ service: "respond-to-event", input: { ...target, response, sendResponse } });
  };
  /** Adds what a component means. Returns the names of what only the organizer can change. */
  const take = (target: { readonly id: string }, from: CalendarComponent, to: CalendarComponent): readonly string[] => {
    const compared: readonly EventField[] = to.attendees ? [...meetingFields, "attendees"] : meetingFields;
    const changed = [...changedEventFields(from, to, compared, zone)].filter((field) => deliberate.includes(field));
    const [old, now] = [partstatOf(from, own), partstatOf(to, own)];
    const responds = now !== undefined && now !== old && now !== "NEEDS-ACTION";
    if (responds) respond(target, responses[now]);
    const fields = changedEventFields(from, to, privateFields, zone);
    // Outlook sets free, tentative or busy with the response.
    if (now !== old) fields.delete("transp");
    // A declined event is removed from the calendar.
    if (!(responds && now === "DECLINED")) calls.push(...modifyCall(target, eventInput(to, fields, own, zone)));
    return changed;
  };
  const declinesAll = partstatOf(is, own) === "DECLINED" && partstatOf(was, own) !== "DECLINED";
  if (exdatesNotIn(was, is, zone).length > 0) return refusedRestoration();
  const changed = [...take({ id }, was, is)];
  for (const time of declinesAll ? [] : exdatesNotIn(is, was, zone)) respond(occurrenceInput(series, time), "decline");
  for (const override of overrides) {
    const key = timeKey(override.recurrenceId!, zone);
    const known = overridesBefore.find(({ recurrenceId }) => timeKey(recurrenceId!, zone) === key);
    const from = known ?? respondedAs(plainOccurrence(was, override), partstatOf(is, own), own);
    const target = occurrenceInput(series, override.recurrenceId!);
    const count = calls.length;
    changed.push(...take(target, from, override));
    if (declinesAll) calls.length = count;
  }
  if (changed.length > 0)
    return refusedPlan("attendee-change", `Only the organizer can change ${[...new Set(changed)].join(", ")} of this meeting.`);
  const responds = calls.some(({ service }) => service === "respond-to-event");
  return planOf(calls, responds && sendResponse ? "response" : "nothing");
}

/** A response to the series is one to its occurrences. */
function respondedAs(
  occurrence: CalendarComponent,
  partstat: NonNullable<CalendarComponent["attendees"]>[number]["partstat"] | undefined,
  own: EventWrite["own"],
): CalendarComponent {
  const { attendees } = occurrence;
  if (!partstat || !attendees) return occurrence;
  return { ...occurrence, attendees: attendees.map((each) => (isOwn(each.email, own) ? { ...each, partstat } : each)) };
}
