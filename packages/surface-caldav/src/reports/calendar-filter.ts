import type { CalendarComponent, CalendarResource, CalendarSpan } from "@casement/core";
import type { Collection, ResourceHead } from "@casement/host";
import { parseBasic } from "../collections/calendar-moments.ts";
import { componentProperties, type IcalProperty } from "../ical/ical-properties.ts";
import { DavError } from "../protocol/dav-error.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { escapeXml } from "../xml/write-xml.ts";
import { caldavName, nameOf } from "../xml/xml-names.ts";
import { alarmMoments } from "./alarm-moments.ts";
import { readTextMatch } from "./text-match.ts";
import { overlapsEvent, overlapsTask, readTimeRange, type TimeRange } from "./time-range.ts";

/** What a `calendar-query` asks of a resource. Heads are asked first, because their content need not be read. */
export interface CalendarFilter {
  /** The range of time in which events are wanted, if it has both ends. */
  readonly range?: TimeRange;
  matchesHead(head: ResourceHead): boolean;
  /** `spans`: those of its head. */
  matches(resource: CalendarResource, spans: readonly CalendarSpan[]): boolean;
}

interface FilterContext {
  readonly component: Collection["component"];
  /** Time zone of days. */
  readonly zone: string;
}
type Test<T> = (value: T) => boolean;
type ResourceTest = (resource: CalendarResource, spans: readonly CalendarSpan[]) => boolean;

const none: CalendarFilter = { matchesHead: () => false, matches: () => false };

/** The filter of RFC 4791, section 9.7. @throws DavError 403 for what is not supported */
export function readCalendarFilter(filter: XmlElement | undefined, context: FilterContext): CalendarFilter {
  const calendars = childrenOf(filter, "comp-filter");
  const [calendar] = calendars;
  if (!calendar || calendars.length !== 1 || calendar.attributes.name !== "VCALENDAR")
    throw new DavError(403, "A filter has one comp-filter, for VCALENDAR.", { precondition: caldavName("valid-filter") });
  const headTests: Test<ResourceHead>[] = [];
  let wanted: TimeRange | undefined;
  const tests: ResourceTest[] = [];
  for (const child of elementsOf(calendar)) {
    if (child.name === "is-not-defined") return none;
    if (child.name !== "comp-filter" || !knownComponents.has(child.attributes.name ?? "")) throw unsupported(child);
    const isAbsent = childrenOf(child, "is-not-defined").length > 0;
    if (isAbsent !== (child.attributes.name !== context.component)) return none;
    if (isAbsent) continue;
    for (const part of elementsOf(child)) {
      if (part.name === "time-range" && context.component === "VEVENT") {
        const range = readTimeRange(part);
        if (Number.isFinite(range.from) && Number.isFinite(range.until)) wanted = range;
        headTests.push(({ spans }) => spans.some((span) => overlapsEvent(span, range)));
      } else tests.push(readComponentTest(part, context));
    }
  }
  return {
    ...(wanted && { range: wanted }),
    matchesHead: (head) => headTests.every((test) => test(head)),
    matches: (resource, spans) => tests.every((test) => test(resource, spans)),
  };
}

const knownComponents = new Set(["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"]);

/** Whether one of the components fits. */
function readComponentTest(part: XmlElement, { component, zone }: FilterContext): ResourceTest {
  if (part.name === "time-range") {
    const range = readTimeRange(part);
    return ({ components }) => components.some((task) => overlapsTask(task, range, zone));
  }
  if (part.name === "prop-filter") {
    const test = readPropertyTest(part, zone);
    return ({ uid, components }) => components.some((component) => test(componentProperties(uid, component)));
  }
  if (part.name === "comp-filter" && part.attributes.name === "VALARM") {
    const [child, ...others] = elementsOf(part);
    if (child?.name === "time-range" && others.length === 0) {
      const { from, until } = readTimeRange(child);
      const isInRange = (moment: number): boolean => from <= moment && moment < until;
      return (resource, spans) => alarmMoments({ resource, spans, component, zone }).some(isInRange);
    }
    if (others.length > 0 || (child && child.name !== "is-not-defined")) throw unsupported(part);
    const hasAlarm: Test<CalendarComponent> = ({ alarm }) => (alarm !== undefined) !== (child !== undefined);
    return ({ components }) => components.some(hasAlarm);
  }
  throw unsupported(part);
}

function readPropertyTest(filter: XmlElement, zone: string): Test<readonly IcalProperty[]> {
  const name = filter.attributes.name?.toUpperCase();
  const tests = elementsOf(filter).map((part) => readValueTest(part, zone));
  const isAbsent = childrenOf(filter, "is-not-defined").length > 0;
  return (properties) => {
    const named = properties.filter((property) => property.name === name);
    return isAbsent ? named.length === 0 : named.some((property) => tests.every((test) => test(property)));
  };
}

function readValueTest(part: XmlElement, zone: string): Test<IcalProperty> {
  switch (part.name) {
    case "is-not-defined":
      return () => true;
    case "text-match": {
      const test = readTextMatch(part);
      return ({ values }) => test(values.join(","));
    }
    case "time-range": {
      const { from, until } = readTimeRange(part);
      return ({ values: [value = ""], parameters }) => {
        const moment = parseBasic(value, parameters?.TZID ?? zone);
        return moment !== undefined && from <= moment && moment < until;
      };
    }
    case "param-filter": {
      const name = part.attributes.name?.toUpperCase() ?? "";
      const [child] = elementsOf(part);
      if (child && child.name !== "is-not-defined" && child.name !== "text-match") throw unsupported(child);
      const test = child?.name === "text-match" ? readTextMatch(child) : () => true;
      return ({ parameters }) => {
        const value = parameters?.[name];
        return child?.name === "is-not-defined" ? value === undefined : value !== undefined && test(value);
      };
    }
    default:
      throw unsupported(part);
  }
}

const elementsOf = (element: XmlElement): readonly XmlElement[] => element.children.filter(({ uri }) => uri === caldavUri);
const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => nameOf(child) === caldavName(name)) ?? [];
const caldavUri = "urn:ietf:params:xml:ns:caldav";

/** Names the part of the filter, as RFC 4791 section 7.8.1 allows. */
const unsupported = ({ name, attributes }: XmlElement): DavError =>
  new DavError(403, `This part of the filter is not supported: ${name} ${attributes.name ?? ""}`.trim(), {
    precondition: caldavName("supported-filter"),
    content: `<C:${name}${attributes.name === undefined ? "" : ` name="${escapeXml(attributes.name)}"`}/>`,
  });
