import { isRecord } from "./home-assistant-yaml.ts";
import { type MigrationLog, toAddressSlug, toEntitySlug } from "./migration-log.ts";

/** Keys that only changed their names. */
const renamedKeys: Readonly<Record<string, string>> = {
  is_unread: "unread",
  from: "from",
  has_attachment: "hasAttachments",
  subject_contains: "subjectContains",
  subject_is: "subjectIs",
  body_contains: "bodyContains",
};
const supportedKeys = [
  "name",
  "folder",
  "max_items",
  "download_attachments",
  "show_body",
  "html_body",
  "importance",
  ...Object.keys(renamedKeys),
];

/** `email_sensor` and `query_sensors`, which are one kind today. */
export function migrateMailSensors(old: Readonly<Record<string, unknown>>, account: string, tell: MigrationLog): Record<string, unknown>[] {
  const taken = new Set<string>();
  const sensors = ["email_sensor", "email_sensors", "query_sensors"].flatMap((key) =>
    recordsOf(old[key]).map((entry, i) => migrateMailSensor(entry, `${key}[${i}]`, account, taken, tell)),
  );
  if (sensors.length > 0)
    tell.changed(
      "email_sensor, query_sensors",
      "the state is now the number of matching unread messages in the whole folder, not of those listed; the attribute `total` counts all that match",
    );
  return sensors;
}

function migrateMailSensor(
  old: Record<string, unknown>,
  key: string,
  account: string,
  taken: Set<string>,
  tell: MigrationLog,
): Record<string, unknown> {
  const name = uniqueName(String(old.name ?? "Mail"), taken);
  const sensor: Record<string, unknown> = { name };
  if (old.folder !== undefined && String(old.folder).toLowerCase() !== "inbox") sensor.folder = String(old.folder);
  for (const [before, today] of Object.entries(renamedKeys)) if (old[before] !== undefined) sensor[today] = old[before];
  if (old.importance !== undefined) {
    const importance = String(old.importance).toLowerCase();
    if (["low", "normal", "high"].includes(importance)) sensor.importance = importance;
    else tell.unsupported(`${key}.importance`, "is none of low, normal and high");
  }
  const items = Number(old.max_items ?? 5);
  sensor.maxItems = Math.min(1000, Math.max(1, Number.isInteger(items) ? items : 5));
  if (sensor.maxItems !== items) tell.changed(`${key}.max_items`, `must be 1 to 1000; it is ${sensor.maxItems} now`);
  // Both were on unless switched off.
  const body = old.html_body === true ? "html" : old.show_body === false ? "none" : "text";
  if (body !== "none") sensor.body = body;
  if (old.download_attachments !== false) sensor.attachments = true;
  for (const strange of Object.keys(old).filter((one) => !supportedKeys.includes(one)))
    tell.unsupported(`${key}.${strange}`, "is no key of the O365 integration");
  const address = toAddressSlug(name);
  tell.replaced(`sensor.${toEntitySlug(name)}`, `${account}/email/${address}`, discoveredEntityOf(account, "email", address));
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

export const recordsOf = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : isRecord(value) ? [value] : [];

/** The entity that MQTT discovery makes. */
export const discoveredEntityOf = (account: string, plugin: string, sensor: string, component = "sensor"): string =>
  `${component}.casement_${`${account}_${plugin}_${sensor}`.replaceAll("-", "_")}`;
