import type { IcalSelection } from "../ical/write-ical.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { caldavName, nameOf } from "../xml/xml-names.ts";

/** Which properties a client wants in `calendar-data` (RFC 4791, section 9.6). Undefined: all. */
export function readDataSelection(data: XmlElement | undefined, component: "VEVENT" | "VTODO"): IcalSelection | undefined {
  const calendar = partsOf(data, "comp").find(({ attributes }) => attributes.name?.toUpperCase() === "VCALENDAR");
  if (!calendar || partsOf(calendar, "allcomp").length > 0) return undefined;
  const parts = partsOf(calendar, "comp");
  if (parts.length === 0) return undefined;
  const wanted = parts.find(({ attributes }) => attributes.name?.toUpperCase() === component);
  if (!wanted) return { properties: new Set(), alarms: false, isOmitted: true };
  const named = partsOf(wanted, "prop").map(({ attributes }) => attributes.name?.toUpperCase() ?? "");
  const hasAll = partsOf(wanted, "allprop").length > 0 || named.length === 0;
  const alarms =
    partsOf(wanted, "allcomp").length > 0 || partsOf(wanted, "comp").some(({ attributes }) => attributes.name?.toUpperCase() === "VALARM");
  return { ...(!hasAll && { properties: new Set(named) }), alarms };
}

const partsOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => nameOf(child) === caldavName(name)) ?? [];
