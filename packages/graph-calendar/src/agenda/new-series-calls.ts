import type { AgendaCall, CalendarComponent } from "@casement/core";
import { changedEventFields, eventFields } from "./component-changes.ts";
import { eventInput, type OwnAddresses } from "./event-input.ts";
import { occurrenceDay, plainOccurrence } from "./occurrence-of-series.ts";

interface NewSeries {
  readonly master: CalendarComponent;
  readonly overrides: readonly CalendarComponent[];
  /** Undefined if the plan's first call creates it. */
  readonly id: string | undefined;
  readonly own: OwnAddresses;
  readonly zone: string;
}

/** The calls by which a series that begins now gets its overrides and deleted occurrences. */
export function newSeriesCalls({ master, overrides, id, own, zone }: NewSeries): AgendaCall[] {
  const inputFor = (start: NonNullable<CalendarComponent["recurrenceId"]>) => ({
    ...(id !== undefined && { id }),
    occurrence: occurrenceDay(master, start, zone),
  });
  const created = id === undefined ? { onCreated: true as const } : {};
  const removed = [
    ...overrides.filter(({ status }) => status === "CANCELLED").map(({ recurrenceId }) => recurrenceId!),
    ...(master.exdate ?? []),
  ];
  const changed = overrides.flatMap((override): AgendaCall[] => {
    if (override.status === "CANCELLED") return [];
    const fields = changedEventFields(plainOccurrence(master, override), override, eventFields, zone);
    fields.delete("rrule");
    const input = eventInput(override, fields, own, zone);
    if (Object.keys(input).length === 0) return [];
    return [{ service: "modify-event", input: { ...inputFor(override.recurrenceId!), ...input }, ...created }];
  });
  return [
    ...changed,
    ...removed.map((start): AgendaCall => ({ service: "remove-event", input: inputFor(start), ...created, mayBeGone: true })),
  ];
}
