import { discoveredEntityOf, recordsOf } from "./migrate-mail-sensors.ts";
import { type MigrationLog, toAddressSlug, toEntitySlug } from "./migration-log.ts";

/** What the predecessor listed from now on, in hours. */
export const predecessorWindow = { startOffset: 0, endOffset: 24 };
const maxOffset = 24 * 365;

export interface MigratedCalendars {
  readonly calendars: Record<string, unknown>[];
  /** Of `cal_id: group:<id>`. */
  readonly groups: Record<string, unknown>[];
}

/** The list `o365_calendars_<account>.yaml`: a calendar each, with one or several entities. `suffix` ends its entity ids. */
export function migrateCalendarList(list: unknown, account: string, suffix: string, tell: MigrationLog): MigratedCalendars {
  const calendars: Record<string, unknown>[] = [];
  const groups: Record<string, unknown>[] = [];
  for (const [i, entry] of recordsOf(list).entries()) {
    const id = entry.cal_id;
    if (typeof id !== "string" || id === "") {
      tell.unsupported(`o365_calendars[${i}]`, "has no cal_id");
      continue;
    }
    const group = /^group:(.+)$/.exec(id)?.[1];
    const [plugin, into, key] = group === undefined ? ["calendar", calendars, "calendar"] : ["group-calendar", groups, "group"];
    const entities = recordsOf(entry.entities);
    const shown = entities.filter(({ track }) => track !== false);
    // Not shown, it would be found and shown anew.
    if (shown.length === 0) into.push({ [key]: group ?? id, ...nameOf(entities[0]), track: false });
    for (const entity of shown) {
      into.push({ [key]: group ?? id, ...nameOf(entity), ...filtersOf(entity, `o365_calendars[${i}]`, tell) });
      const address = toAddressSlug(String(entity.name ?? entity.device_id ?? id));
      const old = `calendar.${toEntitySlug(`${entity.device_id ?? entity.name ?? id}${suffix}`)}`;
      tell.replaced(old, `${account}/${plugin}/${address}`, discoveredEntityOf(account, plugin, address, "binary_sensor"));
    }
  }
  return { calendars, groups };
}

/** The `calendars:` of the oldest form. */
export function migrateInlineCalendars(list: unknown, tell: MigrationLog): Record<string, unknown>[] {
  return recordsOf(list).map(({ calendar_name, ...entry }, i) => ({
    calendar: String(calendar_name),
    ...nameOf(entry),
    ...filtersOf(entry, `calendars[${i}]`, tell),
  }));
}

const nameOf = (entity: Record<string, unknown> | undefined) => (entity?.name === undefined ? {} : { name: String(entity.name) });

function filtersOf(entity: Record<string, unknown>, key: string, tell: MigrationLog): Record<string, unknown> {
  const filters: Record<string, unknown> = {};
  if (typeof entity.search === "string" && entity.search !== "") filters.search = entity.search;
  const exclude = [entity.exclude ?? []].flat().filter((pattern): pattern is string => typeof pattern === "string");
  const valid = exclude.filter((pattern) => isPattern(pattern, key, tell));
  if (valid.length > 0) filters.exclude = valid;
  Object.assign(filters, offsetsOf(entity, key, tell));
  if (entity.max_results !== undefined) filters.maxItems = Math.min(1000, Math.max(1, Number(entity.max_results) || 100));
  return filters;
}

function isPattern(pattern: string, key: string, tell: MigrationLog): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    tell.unsupported(
      `${key}.exclude`,
      `${JSON.stringify(pattern)} is a regular expression of Python that JavaScript does not know; write it anew`,
    );
    return false;
  }
}

function offsetsOf(entity: Record<string, unknown>, key: string, tell: MigrationLog): Record<string, number> {
  const hours = (value: unknown, otherwise: number) =>
    Math.max(-maxOffset, Math.min(maxOffset, Math.trunc(value === undefined ? otherwise : Number(value) || 0)));
  const startOffset = hours(entity.start_offset, predecessorWindow.startOffset);
  const endOffset = hours(entity.end_offset, predecessorWindow.endOffset);
  if (startOffset >= endOffset) {
    tell.unsupported(`${key}.start_offset`, "is not before end_offset");
    return {};
  }
  return {
    ...(startOffset !== predecessorWindow.startOffset && { startOffset }),
    ...(endOffset !== predecessorWindow.endOffset && { endOffset }),
  };
}
