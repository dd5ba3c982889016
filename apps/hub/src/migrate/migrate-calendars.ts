import { discoveredEntityOf, recordsOf } from "./migrate-mail-sensors.ts";
import { type MigrationLog, toAddressSlug, toEntitySlug } from "./migration-log.ts";
import { oldEntityOf, type PredecessorAccount } from "./predecessor-account.ts";

/** The predecessor's default window: hours from now. */
export const predecessorWindow = { startOffset: 0, endOffset: 24 };
const maxOffset = 24 * 365;

export interface MigratedCalendars {
  readonly calendars: Record<string, unknown>[];
  /** Entries with `cal_id: group:<id>`. */
  readonly groups: Record<string, unknown>[];
}

/**
 * Migrates the list of calendars, `o365_calendars_<account>.yaml`: calendars, each with one or more entities. `suffix`: the end of their entity IDs. `isShown`:
 * whether the account gets the plugin; otherwise nothing replaces the entities.
 */
export function migrateCalendarList(
  { calendars: list, terms }: PredecessorAccount,
  account: string,
  suffix: string,
  isShown: (plugin: string) => boolean,
  log: MigrationLog,
): MigratedCalendars {
  const calendars: Record<string, unknown>[] = [];
  const groups: Record<string, unknown>[] = [];
  for (const [i, entry] of recordsOf(list).entries()) {
    const id = entry.cal_id;
    const at = `${terms.calendarList}[${i}]`;
    if (typeof id !== "string" || id === "") {
      log.unsupported(at, "has no cal_id");
      continue;
    }
    const group = /^group:(.+)$/.exec(id)?.[1];
    const [plugin, target, key] = group === undefined ? ["calendar", calendars, "calendar"] : ["group-calendar", groups, "group"];
    const entities = recordsOf(entry.entities);
    const shown = entities.filter(({ track }) => track !== false);
    // Without an entry, Casement would find the calendar and show it.
    if (shown.length === 0) target.push({ [key]: group ?? id, ...nameOf(entities[0]), track: false });
    for (const entity of shown) {
      target.push({ [key]: group ?? id, ...nameOf(entity), ...filtersOf(entity, at, log) });
      const slug = toAddressSlug(String(entity.name ?? entity.device_id ?? id));
      const made = `calendar.${toEntitySlug(`${entity.device_id ?? entity.name ?? id}${suffix}`)}`;
      if (isShown(plugin)) replaceCalendar(oldEntityOf(entity, made), account, plugin, slug, log);
    }
  }
  return { calendars, groups };
}

/** Migrates `calendars:` inside the configuration, the form before version 3. */
export function migrateInlineCalendars(list: unknown, account: string, log: MigrationLog): Record<string, unknown>[] {
  return recordsOf(list).map(({ calendar_name, ...entry }, i) => {
    const title = String(entry.name ?? calendar_name);
    replaceCalendar(`calendar.${toEntitySlug(title)}`, account, "calendar", toAddressSlug(title), log);
    return { calendar: String(calendar_name), ...nameOf(entry), ...filtersOf(entry, `calendars[${i}]`, log) };
  });
}

const replaceCalendar = (entityId: string, account: string, plugin: string, slug: string, log: MigrationLog): void =>
  log.replaced(entityId, `${account}/${plugin}/${slug}`, discoveredEntityOf(account, plugin, slug, "binary_sensor"));

const nameOf = (entity: Record<string, unknown> | undefined) => (entity?.name === undefined ? {} : { name: String(entity.name) });

function filtersOf(entity: Record<string, unknown>, key: string, log: MigrationLog): Record<string, unknown> {
  const filters: Record<string, unknown> = {};
  if (typeof entity.search === "string" && entity.search !== "") filters.search = entity.search;
  const exclude = [entity.exclude ?? []].flat().filter((pattern): pattern is string => typeof pattern === "string");
  const valid = exclude.filter((pattern) => isPattern(pattern, key, log));
  if (valid.length > 0) filters.exclude = valid;
  Object.assign(filters, offsetsOf(entity, key, log), hiddenOf(entity, key, log));
  if (entity.max_results !== undefined) filters.maxItems = Math.min(1000, Math.max(1, Number(entity.max_results) || 100));
  return filters;
}

/** What only the MS365 integration hides. */
function hiddenOf(entity: Record<string, unknown>, key: string, log: MigrationLog): Record<string, unknown> {
  const wordsOf = (value: unknown) => [value ?? []].flat(3).map((word) => String(word).toLowerCase());
  const sensitivities = wordsOf(entity.sensitivity_exclude);
  const shownAs = wordsOf(entity.show_as_exclude);
  const others = shownAs.filter((word) => word !== "free");
  if (others.length > 0) log.unsupported(`${key}.show_as_exclude`, `only free can be hidden, not ${others.join(", ")}`);
  return {
    ...(sensitivities.length > 0 && { excludeSensitivity: sensitivities }),
    ...(entity.exclude_declined === true && { excludeDeclined: true }),
    ...(shownAs.includes("free") && { free: false }),
  };
}

function isPattern(pattern: string, key: string, log: MigrationLog): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    log.unsupported(
      `${key}.exclude`,
      `${JSON.stringify(pattern)} is a Python regular expression that JavaScript does not support; rewrite it`,
    );
    return false;
  }
}

function offsetsOf(entity: Record<string, unknown>, key: string, log: MigrationLog): Record<string, number> {
  const hours = (value: unknown, fallback: number) =>
    Math.max(-maxOffset, Math.min(maxOffset, Math.trunc(value === undefined ? fallback : Number(value) || 0)));
  const startOffset = hours(entity.start_offset, predecessorWindow.startOffset);
  const endOffset = hours(entity.end_offset, predecessorWindow.endOffset);
  if (startOffset >= endOffset) {
    log.unsupported(`${key}.start_offset`, "is not before end_offset");
    return {};
  }
  return {
    ...(startOffset !== predecessorWindow.startOffset && { startOffset }),
    ...(endOffset !== predecessorWindow.endOffset && { endOffset }),
  };
}
