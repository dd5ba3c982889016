import type { CalendarComponent, CalendarResource } from "@casement/core";
import { InvalidIcal } from "./invalid-ical.ts";
import { parseJcal, propertiesNamed, textOf } from "./jcal.ts";
import { readComponent } from "./read-component.ts";
import { createTimeReader } from "./read-times.ts";
import type { IcalObject } from "./write-ical.ts";

const maxOverrides = 1_000;
const maxExceptions = 5_000;
const notOne = (message: string): InvalidIcal => new InvalidIcal("valid-calendar-object-resource", message);

/** What a client wrote, as plain values (RFC 4791, section 4.1). @throws InvalidIcal */
export function readIcal(text: string): IcalObject {
  const calendar = parseJcal(text);
  const parts = calendar[2].filter(([name]) => name !== "vtimezone");
  const kinds = new Set(parts.map(([name]) => name));
  const [kind] = kinds;
  if (kinds.size !== 1) throw notOne("A resource has components of one kind.");
  if (kind !== "vevent" && kind !== "vtodo")
    throw new InvalidIcal("supported-calendar-component", `Microsoft 365 has no ${String(kind).toUpperCase().slice(0, 40)}.`);
  if (parts.length > maxOverrides) throw notOne(`A series has at most ${maxOverrides} overrides.`);
  if (parts.flatMap((part) => propertiesNamed(part, "exdate").flatMap((property) => property.slice(3))).length > maxExceptions)
    throw notOne(`A series has at most ${maxExceptions} days that are left out.`);
  const uids = new Set(parts.map((part) => textOf(part, "uid")));
  const [uid] = uids;
  if (uids.size !== 1 || !uid) throw notOne("A resource has one UID.");
  const isSeries = parts.some((part) => propertiesNamed(part, "rrule").length > 0);
  const times = createTimeReader(calendar, isSeries);
  const components = parts.map((part) => readComponent(part, times));
  const masters = components.filter(({ recurrenceId }) => !recurrenceId);
  if (masters.length > 1) throw notOne("A resource has one component without RECURRENCE-ID.");
  const overrides = components.flatMap((each) => (each.recurrenceId ? [each as CalendarComponent & { recurrenceId: object }] : []));
  const starts = new Set(overrides.map(({ recurrenceId }) => JSON.stringify(recurrenceId)));
  if (starts.size < overrides.length) throw notOne("Two components have the same RECURRENCE-ID.");
  const ordered = overrides.sort((a, b) => (a.recurrenceId!.at < b.recurrenceId!.at ? -1 : 1));
  const resource = { uid, components: [...masters, ...ordered] as unknown as CalendarResource["components"] };
  return { resource, component: kind === "vevent" ? "VEVENT" : "VTODO" };
}
