import { isRecord } from "./home-assistant-yaml.ts";
import { addressSlug, entitySlug, type Teller } from "./notes.ts";

/** Keys that only changed their names. */
const renamed: Readonly<Record<string, string>> = {
  is_unread: "unread",
  from: "from",
  has_attachment: "hasAttachments",
  subject_contains: "subjectContains",
  subject_is: "subjectIs",
  body_contains: "bodyContains",
};
const handled = ["name", "folder", "max_items", "download_attachments", "show_body", "html_body", "importance", ...Object.keys(renamed)];

/** `email_sensor` and `query_sensors`, which are one kind today. */
export function mailSensors(old: Readonly<Record<string, unknown>>, account: string, tell: Teller): Record<string, unknown>[] {
  const taken = new Set<string>();
  const sensors = ["email_sensor", "email_sensors", "query_sensors"].flatMap((key) =>
    listOf(old[key]).map((entry, i) => mailSensor(entry, `${key}[${i}]`, account, taken, tell)),
  );
  if (sensors.length > 0)
    tell.differs(
      "email_sensor, query_sensors",
      "the state is now the number of matching unread messages in the whole folder, not of those listed; the attribute `total` counts all that match",
    );
  return sensors;
}

function mailSensor(old: Record<string, unknown>, key: string, account: string, taken: Set<string>, tell: Teller): Record<string, unknown> {
  const name = uniqueName(String(old.name ?? "Mail"), taken);
  const sensor: Record<string, unknown> = { name };
  if (old.folder !== undefined && String(old.folder).toLowerCase() !== "inbox") sensor.folder = String(old.folder);
  for (const [before, today] of Object.entries(renamed)) if (old[before] !== undefined) sensor[today] = old[before];
  if (old.importance !== undefined) {
    const importance = String(old.importance).toLowerCase();
    if (["low", "normal", "high"].includes(importance)) sensor.importance = importance;
    else tell.left(`${key}.importance`, "is none of low, normal and high");
  }
  const items = Number(old.max_items ?? 5);
  sensor.maxItems = Math.min(1000, Math.max(1, Number.isInteger(items) ? items : 5));
  if (sensor.maxItems !== items) tell.differs(`${key}.max_items`, `must be 1 to 1000; it is ${sensor.maxItems} now`);
  // Both were on unless switched off.
  const body = old.html_body === true ? "html" : old.show_body === false ? "none" : "text";
  if (body !== "none") sensor.body = body;
  if (old.download_attachments !== false) sensor.attachments = true;
  for (const strange of Object.keys(old).filter((one) => !handled.includes(one)))
    tell.left(`${key}.${strange}`, "is no key of the O365 integration");
  const address = addressSlug(name);
  tell.replaces(`sensor.${entitySlug(name)}`, `${account}/email/${address}`, entityOf(account, "email", address));
  return sensor;
}

/** Two sensors of one name were allowed. */
function uniqueName(name: string, taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const found = count === 1 ? name : `${name} ${count}`;
    if (taken.has(found.toLowerCase())) continue;
    taken.add(found.toLowerCase());
    return found;
  }
}

export const listOf = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : isRecord(value) ? [value] : [];

/** The entity that MQTT discovery makes. */
export const entityOf = (account: string, plugin: string, sensor: string, component = "sensor"): string =>
  `${component}.casement_${`${account}_${plugin}_${sensor}`.replaceAll("-", "_")}`;
