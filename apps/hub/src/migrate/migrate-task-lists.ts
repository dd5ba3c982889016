import { isRecord } from "./home-assistant-yaml.ts";
import { discoveredEntityOf, recordsOf } from "./migrate-mail-sensors.ts";
import { type MigrationLog, toAddressSlug, toEntitySlug } from "./migration-log.ts";

/** Migrates `todo_sensors` and the list `o365_tasks_<account>.yaml`. */
export function migrateTaskLists(
  old: unknown,
  list: unknown,
  account: string,
  suffix: string,
  log: MigrationLog,
): Record<string, unknown> | undefined {
  if (!isRecord(old) || old.enabled !== true) return undefined;
  const lists = recordsOf(list).flatMap((entry, i): Record<string, unknown>[] => {
    if (typeof entry.task_list_id !== "string") {
      log.unsupported(`o365_tasks[${i}]`, "has no task_list_id");
      return [];
    }
    const { due_start_offset: start, due_end_offset: end } = entry;
    if (start === 0 || end === 0) log.changed(`o365_tasks[${i}]`, "an offset of 0 was ignored; it is applied now");
    const name = String(entry.name ?? "");
    if (entry.track !== false) {
      const slug = toAddressSlug(name);
      log.replaced(`todo.${toEntitySlug(`${name}${suffix}`)}`, `${account}/todo/${slug}`, discoveredEntityOf(account, "todo", slug));
    }
    return [
      {
        list: entry.task_list_id,
        ...(name !== "" && { name }),
        ...(entry.track === false && { track: false }),
        ...(entry.show_completed === true && { showCompleted: true }),
        ...(typeof start === "number" && { dueStartOffset: Math.trunc(start) }),
        ...(typeof end === "number" && { dueEndOffset: Math.trunc(end) }),
      },
    ];
  });
  return { ...(old.track_new === false && { track: "none" }), ...(lists.length > 0 && { lists }) };
}
