import type { ViewCall } from "@casement/core";
import { localDate, nextMidnight } from "@casement/graph-time";
import * as z from "zod";
import type { TaskFilter } from "../config.ts";
import { type TaskItem, taskView } from "../task-item.ts";
import { toTaskView } from "../to-task-item.ts";

/** State and attributes of a list. */
export const listValue = z.object({
  state: z.number().int().describe("Number of open tasks"),
  overdue: z.number().int().describe("Number of open tasks that were due before today"),
  tasks: z.array(taskView),
  truncated: z.boolean().describe("There are more tasks than `maxItems`"),
  isOwner: z.boolean(),
  isShared: z.boolean(),
});

/** What the view of a list needs in addition to its tasks. */
export interface ListViewData {
  readonly filter: TaskFilter;
  readonly isOwner: boolean;
  readonly isShared: boolean;
  /** `defaultList` or `flaggedEmails`: a list of Microsoft's own, which cannot be renamed or removed. */
  readonly wellKnown: string | undefined;
}

type TaskEntry = readonly [id: string, item: TaskItem];

const hourMs = 3_600_000;

/** A pure view. It changes at midnight in the account's time zone, and when an offset reaches the next day. */
export function listView({ items, now, instance, account }: ViewCall<TaskItem, unknown, ListViewData>): {
  value: z.input<typeof listValue>;
  until: Date;
} {
  const { filter, isOwner, isShared } = instance.viewData!;
  const zone = account.timeZone;
  const today = localDate(now, zone);
  const isInRange = dueRange(filter, now, zone);
  const shown = [...items].filter(([, item]) => isInRange(item) && (filter.showCompleted || item.status !== "completed"));
  const open = shown.filter(([, item]) => item.status !== "completed");
  const maxItems = filter.maxItems ?? 100;
  return {
    value: {
      state: open.length,
      overdue: open.filter(([, { due }]) => due !== undefined && due < today).length,
      tasks: sortTasks(shown, filter.sort ?? "due")
        .slice(0, maxItems)
        .map(([id, item]) => toTaskView(id, item, today)),
      truncated: shown.length > maxItems,
      isOwner,
      isShared,
    },
    until: nextChange(filter, now, zone),
  };
}

/** Returns whether a task is due in the range of whole days, both ends included. With a range, tasks without a due date are omitted. */
function dueRange({ dueStartOffset, dueEndOffset }: TaskFilter, now: Date, zone: string): (item: TaskItem) => boolean {
  const dayAt = (offset: number | undefined) =>
    offset === undefined ? undefined : localDate(new Date(now.getTime() + offset * hourMs), zone);
  const from = dayAt(dueStartOffset);
  const until = dayAt(dueEndOffset);
  if (from === undefined && until === undefined) return () => true;
  return ({ due }) => due !== undefined && due >= (from ?? due) && due <= (until ?? due);
}

function nextChange({ dueStartOffset, dueEndOffset }: TaskFilter, now: Date, zone: string): Date {
  const changes = [0, dueStartOffset ?? 0, dueEndOffset ?? 0].map(
    (offset) => nextMidnight(new Date(now.getTime() + offset * hourMs), zone).getTime() - offset * hourMs,
  );
  return new Date(Math.min(...changes));
}

const importanceRanks: Readonly<Record<string, number>> = { high: 0, normal: 1, low: 2 };
const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Open tasks first, then by `sort`, then by due date, importance and age. */
function sortTasks(entries: readonly TaskEntry[], sort: NonNullable<TaskFilter["sort"]>): TaskEntry[] {
  const keyed = entries.map(([id, item]) => {
    const due = item.due ?? "9999";
    const importance = importanceRanks[item.importance] ?? 1;
    const created = item.created ?? "";
    const title = item.title.toLocaleLowerCase();
    const sortKey = { due, importance, created, title }[sort];
    const keys = [item.status === "completed" ? 1 : 0, sortKey, due, importance, created, id];
    return { entry: [id, item] as const, keys };
  });
  keyed.sort((a, b) => {
    for (const [index, key] of a.keys.entries()) {
      const order = compare(key, b.keys[index]!);
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed.map(({ entry }) => entry);
}
