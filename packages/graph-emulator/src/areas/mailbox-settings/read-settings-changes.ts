import { requireZone, toDateTimeTimeZone, toInstant } from "@casement/graph-time";
import { badRequest } from "../../protocol/graph-fault.ts";
import { dateTimeTimeZoneOf, itemsOf, type JsonProperties, propertiesOf } from "../../protocol/properties-of.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { isSupportedTimeZone } from "../supported-time-zones.ts";
import { type AutomaticRepliesSetting, localeNameOf, type MailboxSettings } from "./settings-store.ts";

const invalid = (name: string) => badRequest(`The property '${name}' has an invalid value.`, "ErrorInvalidRequest");

const oneOf = <T extends string>(names: readonly T[], value: unknown, name: string): T => {
  const found = names.find((candidate) => candidate.toLowerCase() === String(value).toLowerCase());
  if (!found) throw invalid(name);
  return found;
};
const readText = (value: unknown, name: string): string => {
  if (typeof value !== "string") throw invalid(name);
  return value;
};

type Writer = (value: unknown, before: MailboxSettings) => unknown;

/** Reads each writable property. */
const propertyReaders: Partial<Record<keyof MailboxSettings, Writer>> = {
  automaticRepliesSetting: (value, before) => automaticReplies(value, before.automaticRepliesSetting),
  timeZone: (value) => {
    if (!isSupportedTimeZone(readText(value, "timeZone"))) throw invalid("timeZone");
    return value;
  },
  language: (value) => {
    const locale = readText(propertiesOf(value).locale, "language");
    return { locale, displayName: localeNameOf(locale) };
  },
  workingHours: (value, { workingHours }) => {
    const { daysOfWeek, timeZone, ...hours } = propertiesOf(value);
    return {
      ...workingHours,
      ...hours,
      ...(daysOfWeek ? { daysOfWeek: itemsOf(daysOfWeek).map((day) => String(day).toLowerCase()) } : {}),
      ...(timeZone ? { timeZone: customZone(timeZone) } : {}),
    };
  },
  dateFormat: (value) => readText(value, "dateFormat"),
  timeFormat: (value) => readText(value, "timeFormat"),
  delegateMeetingMessageDeliveryOptions: (value) =>
    oneOf(
      ["sendToDelegateAndInformationToPrincipal", "sendToDelegateAndPrincipal", "sendToDelegateOnly"],
      value,
      "delegateMeetingMessageDeliveryOptions",
    ),
};

/** Reads and checks the changes of a PATCH body. Returns only the named properties. */
export function readSettingsChanges(body: unknown, before: MailboxSettings): Partial<MailboxSettings> {
  if (body === null || typeof body !== "object") throw badRequest("The request body is empty.");
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.startsWith("@")) continue;
    const read = propertyReaders[name as keyof MailboxSettings];
    if (!read) throw createRefusal("settings-read-only", { name });
    changes[name] = read(value, before);
  }
  return changes;
}

function automaticReplies(value: unknown, before: AutomaticRepliesSetting): AutomaticRepliesSetting {
  if (value === null || typeof value !== "object") throw invalid("automaticRepliesSetting");
  const { status, externalAudience, scheduledStartDateTime, scheduledEndDateTime, internalReplyMessage, externalReplyMessage } =
    propertiesOf(value);
  const setting: AutomaticRepliesSetting = {
    status: status === undefined ? before.status : oneOf(["disabled", "alwaysEnabled", "scheduled"], status, "status"),
    externalAudience:
      externalAudience === undefined
        ? before.externalAudience
        : oneOf(["none", "contactsOnly", "all"], externalAudience, "externalAudience"),
    scheduledStartDateTime: toUtc(scheduledStartDateTime ?? before.scheduledStartDateTime, "scheduledStartDateTime"),
    scheduledEndDateTime: toUtc(scheduledEndDateTime ?? before.scheduledEndDateTime, "scheduledEndDateTime"),
    internalReplyMessage: internalReplyMessage === undefined ? before.internalReplyMessage : toHtml(internalReplyMessage),
    externalReplyMessage: externalReplyMessage === undefined ? before.externalReplyMessage : toHtml(externalReplyMessage),
  };
  if (setting.status === "scheduled" && toInstant(setting.scheduledStartDateTime) >= toInstant(setting.scheduledEndDateTime))
    throw createRefusal("oof-duration");
  return setting;
}

/** Exchange stores times in UTC, regardless of the time zone in which they were sent. */
function toUtc(value: unknown, name: string): AutomaticRepliesSetting["scheduledStartDateTime"] {
  try {
    const time = dateTimeTimeZoneOf(value);
    requireZone(time.timeZone ?? "UTC");
    return toDateTimeTimeZone(toInstant(time));
  } catch {
    throw invalid(name);
  }
}

/** Exchange treats every text as HTML, so line breaks of plain text are lost. */
function toHtml(given: unknown): string {
  const message = String(given ?? "");
  if (message.trim() === "" || /<html[\s>]/i.test(message)) return message;
  return `<html>\n<body>\n${message}\n</body>\n</html>\n`;
}

const lowerDay = ({ dayOfWeek, ...offset }: JsonProperties): object =>
  typeof dayOfWeek === "string" ? { ...offset, dayOfWeek: dayOfWeek.toLowerCase() } : offset;

function customZone(given: unknown): object {
  const { standardOffset, daylightOffset, ...zone } = propertiesOf(given);
  return {
    ...zone,
    ...(standardOffset ? { standardOffset: lowerDay(propertiesOf(standardOffset)) } : {}),
    ...(daylightOffset ? { daylightOffset: lowerDay(propertiesOf(daylightOffset)) } : {}),
  };
}
