import { isRecord } from "./home-assistant-yaml.ts";
import { type MigrationLog, toAddressSlug, toEntitySlug } from "./migration-log.ts";
import { oldEntityOf, type PredecessorTerms } from "./predecessor-account.ts";

/** Keys that only have a new name. */
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
  "old_entity",
  ...Object.keys(renamedKeys),
];

/** Migrates `email_sensor` and `query_sensors` to one kind of sensor. */
export function migrateMailSensors(
  old: Readonly<Record<string, unknown>>,
  terms: PredecessorTerms,
  account: string,
  log: MigrationLog,
): Record<string, unknown>[] {
  const taken = new Set<string>();
  const sensors = ["email_sensor", "email_sensors", "query_sensors"].flatMap((key) =>
    recordsOf(old[key]).map((entry, i) =>
      migrateMailSensor(entry, entry.old_entity === undefined ? `${key}[${i}]` : `${terms.mail} ${entry.name}`, terms, account, taken, log),
    ),
  );
  if (sensors.length > 0)
    log.changed(
      terms.mail,
      "the state is now the number of matching unread messages in the whole folder, not the number of messages listed; the attribute `total` counts all matching messages",
    );
  return sensors;
}

function migrateMailSensor(
  old: Record<string, unknown>,
  key: string,
  terms: PredecessorTerms,
  account: string,
  taken: Set<string>,
  log: MigrationLog,
): Record<string, unknown> {
  const name = uniqueName(String(old.name ?? "Mail"), taken);
  const sensor: Record<string, unknown> = { name };
  if (old.folder !== undefined && String(old.folder).toLowerCase() !== "inbox") sensor.folder = String(old.folder);
  for (const [oldKey, newKey] of Object.entries(renamedKeys)) if (old[oldKey] !== undefined) sensor[newKey] = old[oldKey];
  if (old.subject_is !== undefined && old.subject_contains !== undefined)
    log.changed(
      `${key}.subject_contains`,
      `and subject_is exclude each other in ${terms.integration}; now both must match, so remove the one that you do not need`,
    );
  if (old.importance !== undefined) {
    const importance = String(old.importance).toLowerCase();
    if (["low", "normal", "high"].includes(importance)) sensor.importance = importance;
    else log.unsupported(`${key}.importance`, "is not one of low, normal, and high");
  }
  const items = Number(old.max_items ?? 5);
  sensor.maxItems = Math.min(1000, Math.max(1, Number.isInteger(items) ? items : 5));
  if (sensor.maxItems !== items) log.changed(`${key}.max_items`, `must be between 1 and 1000; set to ${sensor.maxItems}`);
  // Both were on by default.
  const body = old.html_body === true ? "html" : old.show_body === false ? "none" : "text";
  if (body !== "none") sensor.body = body;
  if (old.download_attachments !== false) sensor.attachments = true;
  for (const unknown of Object.keys(old).filter((name) => !supportedKeys.includes(name)))
    log.unsupported(`${key}.${unknown}`, `is not a key of ${terms.integration}`);
  const slug = toAddressSlug(name);
  log.replaced(oldEntityOf(old, `sensor.${toEntitySlug(name)}`), `${account}/email/${slug}`, discoveredEntityOf(account, "email", slug));
  return sensor;
}

/** The predecessor allowed two sensors with the same name. */
function uniqueName(name: string, taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name} ${count}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}

export const recordsOf = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : isRecord(value) ? [value] : [];

/** The entity ID that results from MQTT discovery. */
export const discoveredEntityOf = (account: string, plugin: string, sensor: string, component = "sensor"): string =>
  `${component}.casement_${`${account}_${plugin}_${sensor}`.replaceAll("-", "_")}`;
