import type { Account, SensorInstance } from "@casement/core";
import { localDate, nextMidnight } from "@casement/graph-time";
import * as z from "zod";
import type { TaskFilter } from "../config.ts";
import { type TaskItem, taskView } from "../task-item.ts";
import { toTaskView } from "../to-task-item.ts";

/** State and attributes of one list. */
export const listValue = z.object({
  state: z.number().int().describe("Open tasks"),
  overdue: z.number().int().describe("Open tasks that were due before today"),
  tasks: z.array(taskView),
  truncated: z.boolean().describe("There are more tasks than `maxItems`"),
  isOwner: z.boolean(),
  isShared: z.boolean(),
});

/** What the view knows of its list. */
export interface ListViewData {
  readonly filter: TaskFilter;
  readonly isOwner: boolean;
  readonly isShared: boolean;
  /** `defaultList` or `flaggedEmails`: Microsoft's own, which can be neither renamed nor removed. */
  readonly wellKnown: string | undefined;
}

interface ViewOf {
  readonly items: ReadonlyMap<string, TaskItem>;
  readonly now: Date;
  readonly instance: SensorInstance;
  readonly account: Account;
}
type Entry = readonly [id: string, item: TaskItem];

const hour = 3_600_000;

/** A pure view: no network. Days change at local midnight, or when an offset reaches the next day. */
export function listView({ items, now, instance, account }: ViewOf): { value: z.input<typeof listValue>; until: Date } {
  const { filter, isOwner, isShared } = instance.viewData as ListViewData;
  const zone = account.timeZone;
  const today = localDate(now, zone);
  const inRange = dueRange(filter, now, zone);
  const shown = [...items].filter(([, item]) => inRange(item) && (filter.showCompleted || item.status !== "completed"));
  const open = shown.filter(([, item]) => item.status !== "completed");
  const most = filter.maxItems ?? 100;
  return {
    value: {
      state: open.length,
      overdue: open.filter(([, { due }]) => due !== undefined && due < today).length,
      tasks: sorted(shown, filter.sort ?? "due")
        .slice(0, most)
        .map(([id, item]) => toTaskView(id, item, today)),
      truncated: shown.length > most,
      isOwner,
      isShared,
    },
    until: nextDay(filter, now, zone),
  };
}

/** By whole days, both ends included. With an offset, tasks without due date are left out. */
function dueRange({ dueStartOffset, dueEndOffset }: TaskFilter, now: Date, zone: string): (item: TaskItem) => boolean {
  const dayAt = (offset: number | undefined) =>
    offset === undefined ? undefined : localDate(new Date(now.getTime() + offset * hour), zone);
  const from = dayAt(dueStartOffset);
  const until = dayAt(dueEndOffset);
  if (from === undefined && until === undefined) return () => true;
  return ({ due }) => due !== undefined && due >= (from ?? due) && due <= (until ?? due);
}

function nextDay({ dueStartOffset, dueEndOffset }: TaskFilter, now: Date, zone: string): Date {
  const changes = [0, dueStartOffset ?? 0, dueEndOffset ?? 0].map(
    (offset) => nextMidnight(new Date(now.getTime() + offset * hour), zone).getTime() - offset * hour,
  );
  return new Date(Math.min(...changes));
}

const weights: Readonly<Record<string, number>> = { high: 0, normal: 1, low: 2 };
const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Open tasks first; what the order leaves open, due date, importance and age decide. */
function sorted(entries: Entry[], sort: NonNullable<TaskFilter["sort"]>): Entry[] {
  const keys = entries.map(([id, item]) => {
    const due = item.due ?? "9999";
    const weight = weights[item.importance] ?? 1;
    const created = item.created ?? "";
    const rest = [due, weight, created, id];
    const title = item.title.toLocaleLowerCase();
    const first = { due, importance: weight, created, title }[sort];
    return { entry: [id, item] as Entry, by: [item.status === "completed" ? 1 : 0, first, ...rest] };
  });
  keys.sort((a, b) => {
    for (const [index, value] of a.by.entries()) {
      const order = compare(value, b.by[index]!);
      if (order !== 0) return order;
    }
    return 0;
  });
  return keys.map(({ entry }) => entry);
}
