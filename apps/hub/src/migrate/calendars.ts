import { entityOf, listOf } from "./mail-sensors.ts";
import { addressSlug, entitySlug, type Teller } from "./notes.ts";

/** What the predecessor listed from now on, in hours. */
export const oldWindow = { startOffset: 0, endOffset: 24 };
const hourLimit = 24 * 365;

export interface CalendarEntries {
  readonly calendars: Record<string, unknown>[];
  /** Of `cal_id: group:<id>`. */
  readonly groups: Record<string, unknown>[];
}

/** The list `o365_calendars_<account>.yaml`: a calendar each, with one or several entities. `suffix` ends its entity ids. */
export function calendarEntries(list: unknown, account: string, suffix: string, tell: Teller): CalendarEntries {
  const calendars: Record<string, unknown>[] = [];
  const groups: Record<string, unknown>[] = [];
  for (const [i, entry] of listOf(list).entries()) {
    const id = entry.cal_id;
    if (typeof id !== "string" || id === "") {
      tell.left(`o365_calendars[${i}]`, "has no cal_id");
      continue;
    }
    const group = /^group:(.+)$/.exec(id)?.[1];
    const [plugin, into, key] = group === undefined ? ["calendar", calendars, "calendar"] : ["group-calendar", groups, "group"];
    const entities = listOf(entry.entities);
    const shown = entities.filter(({ track }) => track !== false);
    // Not shown, it would be found and shown anew.
    if (shown.length === 0) into.push({ [key]: group ?? id, ...nameOf(entities[0]), track: false });
    for (const entity of shown) {
      into.push({ [key]: group ?? id, ...nameOf(entity), ...filtersOf(entity, `o365_calendars[${i}]`, tell) });
      const address = addressSlug(String(entity.name ?? entity.device_id ?? id));
      const old = `calendar.${entitySlug(`${entity.device_id ?? entity.name ?? id}${suffix}`)}`;
      tell.replaces(old, `${account}/${plugin}/${address}`, entityOf(account, plugin, address, "binary_sensor"));
    }
  }
  return { calendars, groups };
}

/** The `calendars:` of the oldest form. */
export function oldestCalendars(list: unknown, tell: Teller): Record<string, unknown>[] {
  return listOf(list).map(({ calendar_name, ...entry }, i) => ({
    calendar: String(calendar_name),
    ...nameOf(entry),
    ...filtersOf(entry, `calendars[${i}]`, tell),
  }));
}

const nameOf = (entity: Record<string, unknown> | undefined) => (entity?.name === undefined ? {} : { name: String(entity.name) });

function filtersOf(entity: Record<string, unknown>, key: string, tell: Teller): Record<string, unknown> {
  const filters: Record<string, unknown> = {};
  if (typeof entity.search === "string" && entity.search !== "") filters.search = entity.search;
  const exclude = [entity.exclude ?? []].flat().filter((pattern): pattern is string => typeof pattern === "string");
  const valid = exclude.filter((pattern) => isPattern(pattern, key, tell));
  if (valid.length > 0) filters.exclude = valid;
  Object.assign(filters, offsetsOf(entity, key, tell));
  if (entity.max_results !== undefined) filters.maxItems = Math.min(1000, Math.max(1, Number(entity.max_results) || 100));
  return filters;
}

function isPattern(pattern: string, key: string, tell: Teller): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    tell.left(
      `${key}.exclude`,
      `${JSON.stringify(pattern)} is a regular expression of Python that JavaScript does not know; write it anew`,
    );
    return false;
  }
}

function offsetsOf(entity: Record<string, unknown>, key: string, tell: Teller): Record<string, number> {
  const hours = (value: unknown, otherwise: number) =>
    Math.max(-hourLimit, Math.min(hourLimit, Math.trunc(value === undefined ? otherwise : Number(value) || 0)));
  const startOffset = hours(entity.start_offset, oldWindow.startOffset);
  const endOffset = hours(entity.end_offset, oldWindow.endOffset);
  if (startOffset >= endOffset) {
    tell.left(`${key}.start_offset`, "is not before end_offset");
    return {};
  }
  return {
    ...(startOffset !== oldWindow.startOffset && { startOffset }),
    ...(endOffset !== oldWindow.endOffset && { endOffset }),
  };
}
