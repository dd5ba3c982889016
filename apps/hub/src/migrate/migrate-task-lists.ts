import { isRecord } from "./home-assistant-yaml.ts";
import { discoveredEntityOf, recordsOf } from "./migrate-mail-sensors.ts";
import { type MigrationLog, toAddressSlug, toEntitySlug } from "./migration-log.ts";
import { oldEntityOf, type PredecessorAccount } from "./predecessor-account.ts";

/** Migrates `todo_sensors` and the list of task lists, `o365_tasks_<account>.yaml`. */
export function migrateTaskLists(
  { keys: { todo_sensors: old }, tasks, terms }: PredecessorAccount,
  account: string,
  suffix: string,
  log: MigrationLog,
): Record<string, unknown> | undefined {
  if (!isRecord(old) || old.enabled !== true) return undefined;
  if (tasks === undefined)
    log.manual(terms.taskList, `the list of this account's task lists (${terms.taskFile}) was not found, so all are shown`);
  const lists = recordsOf(tasks).flatMap((entry, i): Record<string, unknown>[] => {
    const id = entry[terms.taskId];
    if (typeof id !== "string") {
      log.unsupported(`${terms.taskList}[${i}]`, `has no ${terms.taskId}`);
      return [];
    }
    const { due_start_offset: start, due_end_offset: end } = entry;
    if (start === 0 || end === 0) log.changed(`${terms.taskList}[${i}]`, "an offset of 0 was ignored; it is applied now");
    const name = String(entry.name ?? "");
    if (entry.track !== false) {
      const slug = toAddressSlug(name);
      log.replaced(
        oldEntityOf(entry, `todo.${toEntitySlug(`${name}${suffix}`)}`),
        `${account}/todo/${slug}`,
        discoveredEntityOf(account, "todo", slug),
      );
    }
    return [
      {
        list: id,
        ...(name !== "" && { name }),
        ...(entry.track === false && { track: false }),
        ...(entry.show_completed === true && { showCompleted: true }),
        ...(typeof start === "number" && { dueStartOffset: Math.trunc(start) }),
        ...(typeof end === "number" && { dueEndOffset: Math.trunc(end) }),
      },
    ];
  });
  const maxItems =
    typeof old.max_todos === "number" && old.max_todos !== 100 ? { maxItems: Math.min(1000, Math.max(1, Math.trunc(old.max_todos))) } : {};
  return { ...(old.track_new === false && { track: "none" }), ...maxItems, ...(lists.length > 0 && { lists }) };
}
