import { allDayDate, type DateTimeTimeZone, daysBetween, ianaZone, toInstant } from "@casement/graph-time";
import { checkBody } from "../../protocol/check-body.ts";
import { badRequest } from "../../protocol/graph-fault.ts";
import { itemsOf, propertiesOf } from "../../protocol/properties-of.ts";
import { findGraphType } from "../../protocol/types/graph-types.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { isSupportedTimeZone } from "../supported-time-zones.ts";
import { toHtmlPage } from "./event-body.ts";
import { type EventAttendee, type EventFields, noResponseTime, type TimeSlot } from "./stored-event.ts";

const invalid = (message: string) => badRequest(message, "ErrorPropertyValidationFailure");

/** Property names in a request may begin with a capital letter, as in old samples: `{ "Start": { "DateTime": … } }`. */
export function toCamelKeys(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(toCamelKeys);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const name = key.charAt(0).toLowerCase() + key.slice(1);
      // The names inside an open extension are the client's own.
      return [name, name === "extensions" ? value : toCamelKeys(value)];
    }),
  );
}

/** Graph accepts booleans as strings. */
export const readBoolean = (given: unknown): boolean => given === true || String(given).toLowerCase() === "true";

function createEnumReader<const T extends readonly string[]>(name: string, values: T): (given: unknown) => T[number] {
  return (given) => {
    const found = values.find((value) => value.toLowerCase() === String(given).toLowerCase());
    if (found === undefined) throw badRequest(`Cannot convert '${given}' to the type of property '${name}'.`, "RequestBodyRead");
    return found;
  };
}

const attendeeType = createEnumReader("type", ["required", "optional", "resource"]);

export function readTime(given: unknown, name: string): DateTimeTimeZone {
  const { dateTime, timeZone: zone } = propertiesOf(given);
  if (typeof dateTime !== "string") throw invalid(`The property '${name}' needs a dateTime.`);
  const timeZone = String(zone || "UTC");
  if (!isSupportedTimeZone(timeZone)) throw createRefusal("event-time-zone-unknown", { zone: timeZone });
  try {
    toInstant({ dateTime, timeZone });
  } catch {
    throw badRequest(`The value '${dateTime}' of property '${name}' is not a valid date and time.`, "ErrorInvalidRequest");
  }
  return { dateTime: dateTime.length === 10 ? `${dateTime}T00:00:00` : dateTime, timeZone };
}

export function readTimeSlot(given: unknown): TimeSlot {
  const { start, end } = propertiesOf(given);
  return { start: readTime(start, "start"), end: readTime(end, "end") };
}

function readLocation(given: unknown): EventFields["location"] {
  const { displayName: name, locationType: type, address, coordinates, locationUri, locationEmailAddress } = propertiesOf(given);
  const displayName = String(name ?? "");
  if (displayName === "") return { displayName, ...unknownPlace };
  const more = { address, coordinates, locationUri, locationEmailAddress };
  const location = {
    displayName,
    locationType: typeof type === "string" ? type.charAt(0).toLowerCase() + type.slice(1) : "default",
    uniqueId: displayName,
    uniqueIdType: "private",
    ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
  };
  return location;
}
const unknownPlace = { locationType: "default", uniqueIdType: "unknown", address: {}, coordinates: {} };
export const noLocation: EventFields["location"] = readLocation(undefined);

function readAttendee(given: unknown): EventAttendee {
  const { emailAddress, type } = propertiesOf(given);
  const { address, name } = propertiesOf(emailAddress);
  if (typeof address !== "string" || !address.includes("@"))
    throw badRequest("At least one recipient isn't valid.", "ErrorInvalidRecipients");
  return {
    type: attendeeType(type ?? "required"),
    status: { response: "none", time: noResponseTime },
    emailAddress: { name: String(name || address), address },
  };
}

type Readers = { [K in keyof EventFields]?: (given: unknown) => EventFields[K] };

/** Readers of the simple properties. `location` and `locations` have rules of their own. */
const readers: Readers = {
  subject: (given) => String(given ?? ""),
  body: (given) => {
    const body = propertiesOf(given);
    const contentType = createEnumReader("contentType", ["html", "text"])(body.contentType ?? "text");
    const content = String(body.content ?? "");
    return { contentType, content: contentType === "html" ? toHtmlPage(content) : content };
  },
  isAllDay: readBoolean,
  attendees: (given) => itemsOf(given).map(readAttendee),
  categories: (given) => itemsOf(given).map(String),
  importance: createEnumReader("importance", ["low", "normal", "high"]),
  sensitivity: createEnumReader("sensitivity", ["normal", "personal", "private", "confidential"]),
  showAs: createEnumReader("showAs", ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"]),
  isReminderOn: readBoolean,
  reminderMinutesBeforeStart: Number,
  responseRequested: readBoolean,
  allowNewTimeProposals: readBoolean,
  hideAttendees: readBoolean,
  isOnlineMeeting: readBoolean,
  onlineMeetingProvider: createEnumReader("onlineMeetingProvider", ["unknown", "teamsForBusiness", "skypeForBusiness", "skypeForConsumer"]),
  start: (given) => readTime(given, "start"),
  end: (given) => readTime(given, "end"),
};

/**
 * Reads the properties of a POST or PATCH body that a client can set. Missing properties are omitted.
 *
 * @throws GraphFault 400 for an invalid value.
 */
export function readEventFields(body: unknown): Partial<EventFields> {
  const given = propertiesOf(body);
  checkBody(given, findGraphType("event")!);
  const fields: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(readers)) if (given[name] !== undefined) fields[name] = read(given[name]);
  if (Array.isArray(given.locations) && given.locations.length > 0) {
    const locations = given.locations.map(readLocation);
    fields.locations = locations;
    fields.location = propertiesOf(given.location).displayName
      ? readLocation(given.location)
      : locations.length === 1
        ? locations[0]
        : readLocation({ displayName: locations.map(({ displayName }) => displayName).join("; ") });
  } else if (given.location !== undefined || given.locations !== undefined) {
    const location = readLocation(given.location);
    fields.location = location;
    fields.locations = location.displayName === "" ? [] : [location];
  }
  return fields as Partial<EventFields>;
}

/** Checks Graph's rules for start and end. */
export function checkTimes({ isAllDay, start, end }: Pick<EventFields, "isAllDay" | "start" | "end">): void {
  if (toInstant(end).getTime() < toInstant(start).getTime()) throw invalid("The end of the event is before its start.");
  if (!isAllDay) return;
  const midnight = [start, end].every(({ dateTime }) => /T00:00(:00(\.0*)?)?Z?$/.test(dateTime));
  if (!midnight || ianaZone(start.timeZone) !== ianaZone(end.timeZone) || daysBetween(allDayDate(start), allDayDate(end)) < 1)
    throw createRefusal("event-all-day-midnight");
}
