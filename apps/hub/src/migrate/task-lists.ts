import { isRecord } from "./home-assistant-yaml.ts";
import { entityOf, listOf } from "./mail-sensors.ts";
import { addressSlug, entitySlug, type Teller } from "./notes.ts";

/** `todo_sensors` and the list `o365_tasks_<account>.yaml`. */
export function todoBlock(old: unknown, list: unknown, account: string, suffix: string, tell: Teller): Record<string, unknown> | undefined {
  if (!isRecord(old) || old.enabled !== true) return undefined;
  const lists = listOf(list).flatMap((entry, i): Record<string, unknown>[] => {
    if (typeof entry.task_list_id !== "string") {
      tell.left(`o365_tasks[${i}]`, "has no task_list_id");
      return [];
    }
    const { due_start_offset: start, due_end_offset: end } = entry;
    if (start === 0 || end === 0) tell.differs(`o365_tasks[${i}]`, "an offset of 0 was taken for none; it counts now");
    const name = String(entry.name ?? "");
    if (entry.track !== false) {
      const address = addressSlug(name);
      tell.replaces(`todo.${entitySlug(`${name}${suffix}`)}`, `${account}/todo/${address}`, entityOf(account, "todo", address));
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
