import type { AgendaCall, CalendarComponent } from "@casement/core";
import type { CalendarEventItem } from "../calendar-event.ts";
import type { CalendarViewData } from "../sensors/view-calendar.ts";
import { changedEventFields, type EventField, eventFields, privateFields, timeKey } from "./component-changes.ts";
import { eventInput, isOwn, othersOf, peopleInput } from "./event-input.ts";
import { type EventPlan, modifyCall, planOf, refusedCancellation, refusedPlan, refusedRestoration } from "./event-plan.ts";
import { newSeriesCalls } from "./new-series-calls.ts";
import { exdatesNotIn, occurrenceInput, plainOccurrence } from "./occurrence-of-series.ts";
import { type EventWrite, hasOthers, type KnownEvent, withoutUnnotified } from "./plan-event.ts";

const timingFields: readonly EventField[] = ["dtstart", "dtend", "rrule"];

/** A change of an event to which nobody is invited, or which the user organizes. */
export function planChange({ write, after, own, zone }: EventWrite, event: KnownEvent): EventPlan {
  const { id, item, before, role } = event;
  const [was] = before.components;
  const [put] = after.components;
  const is = withoutUnnotified(put, was);
  if (is.organizer && hasOthers(is, own) && !isOwn(is.organizer.email, own))
    return refusedPlan("organizer-change", "The organizer of a meeting cannot be changed.");
  if (is.status === "CANCELLED" && was.status !== "CANCELLED") return refusedCancellation();
  const fields = changedEventFields(was, is, eventFields, zone);
  if (!isTextKnown(item, write)) fields.delete("description");
  // A program that shows no people drops them all, with the organizer. To invite nobody any more, it keeps the organizer.
  const dropsPeople = (was.attendees?.length ?? 0) > 0 && !is.organizer && !is.attendees;
  const invited = (component: CalendarComponent): CalendarComponent => ({ ...component, attendees: othersOf(component, own) });
  const changesPeople = !dropsPeople && changedEventFields(invited(was), invited(is), ["attendees"], zone).size > 0;
  const people = changesPeople ? modifyCall({ id }, { attendees: peopleInput(is, own) }) : [];
  const occurrences = occurrenceCalls({ write, after, own, zone }, event, is, fields);
  if (!occurrences) return refusedRestoration();
  const changes = modifyCall({ id }, eventInput(is, fields, own, zone));
  // Whoever is invited to an event of the user alone gets it as it will be.
  if (role === "alone")
    return planOf([...changes, ...occurrences, ...people], changesPeople && hasOthers(is, own) ? "invitations" : "nothing");
  // In a PATCH of attendees alone, only those who are added or removed are notified. Together with another change, all are, once.
  const notifies = [...fields].some((field) => !privateFields.includes(field));
  const both =
    changesPeople && notifies ? modifyCall({ id }, { ...eventInput(is, fields, own, zone), attendees: peopleInput(is, own) }) : undefined;
  const calls = [...(both ?? [...changes, ...people]), ...occurrences];
  return planOf(calls, mailOf(calls));
}

/** The calls for single occurrences. Undefined for what Outlook cannot do. */
function occurrenceCalls(
  write: EventWrite,
  event: KnownEvent,
  is: CalendarComponent,
  fields: ReadonlySet<EventField>,
): AgendaCall[] | undefined {
  const [was] = event.before.components;
  const { own, zone } = write;
  // It becomes a series.
  if (was.rrule === undefined && is.rrule !== undefined)
    return newSeriesCalls({ master: is, overrides: write.after.components.slice(1), id: event.id, own, zone });
  // Outlook forgets exceptions when the times or the rule of a series change.
  return timingFields.some((field) => fields.has(field)) ? [] : planOccurrences(write, event, is);
}

/** What differs in single occurrences now and did not before. Undefined for what Outlook cannot do. */
function planOccurrences({ write, after, own, zone }: EventWrite, event: KnownEvent, is: CalendarComponent): AgendaCall[] | undefined {
  const { id, items, before } = event;
  const [was, ...overridesBefore] = before.components;
  const overrides = after.components.slice(1);
  const series = { id, items, master: was, zone };
  if (exdatesNotIn(was, is, zone).length > 0) return undefined;
  const gone = exdatesNotIn(is, was, zone);
  const goneKeys = new Set(gone.map((time) => timeKey(time, zone)));
  const calls: AgendaCall[] = gone.map((time) => ({
    service: "remove-event",
    input: { ...occurrenceInput(series, time) },
    mayBeGone: true,
  }));
  const keyOf = ({ recurrenceId }: CalendarComponent): string => timeKey(recurrenceId!, zone);
  for (const override of overrides) {
    if (goneKeys.has(keyOf(override))) continue;
    const target = occurrenceInput(series, override.recurrenceId!);
    const known = overridesBefore.find((each) => keyOf(each) === keyOf(override)) ?? plainOccurrence(was, override);
    if (override.status === "CANCELLED" && known.status !== "CANCELLED") {
      calls.push({ service: "remove-event", input: { ...target }, mayBeGone: true });
      continue;
    }
    calls.push(...modifyCall({ ...target }, eventInput(override, occurrenceFields(known, override, target.id, write), own, zone)));
  }
  for (const override of overridesBefore) {
    const isThere = overrides.some((each) => keyOf(each) === keyOf(override));
    if (isThere || goneKeys.has(keyOf(override)) || override.status === "CANCELLED") continue;
    const target = occurrenceInput(series, override.recurrenceId!);
    const plain = plainOccurrence(is, override);
    calls.push(...modifyCall({ ...target }, eventInput(plain, occurrenceFields(override, plain, target.id, write), own, zone)));
  }
  return calls;
}

function occurrenceFields(before: CalendarComponent, after: CalendarComponent, id: string, write: EventWrite["write"]): Set<EventField> {
  const fields = changedEventFields(before, after, eventFields, write.account.timeZone);
  const item = write.items.get(id);
  if (!isTextKnown(item && "subject" in item ? item : {}, write)) fields.delete("description");
  fields.delete("rrule");
  return fields;
}

/** A text that was cut, was not read, or has the way into an online meeting would be lost. */
function isTextKnown({ bodyTruncated, joinUrl }: Partial<CalendarEventItem>, { instance }: EventWrite["write"]): boolean {
  return !bodyTruncated && joinUrl === undefined && !(instance.viewData as CalendarViewData | undefined)?.basic;
}

const quietInputs: ReadonlySet<string> = new Set(["id", "occurrence", "reminder", "categories", "showAs"]);

function mailOf(calls: readonly AgendaCall[]): EventPlan["sends"] {
  if (calls.some(({ service }) => service === "remove-event")) return "cancellations";
  return calls.some(({ input }) => Object.keys(input).some((name) => !quietInputs.has(name))) ? "updates" : "nothing";
}
