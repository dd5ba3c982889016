import { definePlugin, type FeedChange } from "@casement/core";
import { toInstant } from "@casement/graph-time";
import * as z from "zod";

const task = z.object({ title: z.string().meta({ "x-private": true }), done: z.boolean(), remindAt: z.iso.datetime().optional() });
type Task = z.output<typeof task>;

interface GraphTask {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly isReminderOn: boolean;
  readonly reminderDateTime?: { readonly dateTime: string; readonly timeZone: string };
}

function toTask({ title, status, isReminderOn, reminderDateTime: reminder }: GraphTask): Task {
  const remindAt = isReminderOn && reminder ? { remindAt: toInstant(reminder).toISOString() } : {};
  return { title, done: status === "completed", ...remindAt };
}

const events = {
  completed: z.object({ id: z.string(), list: z.string().describe("List ID"), origin: z.enum(["casement", "external"]) }),
  reminder: z.object({ id: z.string(), list: z.string().describe("List ID") }),
};

export function completedTasks({ key, id, before, after, origin }: FeedChange<Task>) {
  if (!before || before.done || !after?.done) return [];
  return [{ event: "completed" as const, payload: { id, list: key, origin } }];
}

export const remindersPlugin = definePlugin({
  id: "reminders",
  title: "Reminders",
  scopes: { "Tasks.Read": { tier: "read", why: "Show your tasks and their reminders" } },
  feeds: {
    tasks: {
      scope: "Tasks.Read",
      every: "60s",
      item: task,
      async sync({ graph, key, cursor }) {
        const page = await graph.delta<GraphTask>(`/me/todo/lists/${encodeURIComponent(key)}/tasks/delta`, cursor);
        return { ...page, put: Object.fromEntries(Object.entries(page.put).map(([id, found]) => [id, toTask(found)])) };
      },
      changed: completedTasks,
      due: ({ key, items, after, until }) =>
        [...items].flatMap(([id, { done, remindAt }]) => {
          const at = new Date(remindAt ?? Number.NaN);
          return !done && at > after && at <= until ? [{ event: "reminder" as const, payload: { id, list: key }, at }] : [];
        }),
    },
  },
  sensors: {
    list: {
      title: "Task list",
      feed: "tasks",
      value: z.object({ state: z.number().describe("Open tasks"), next: z.string().nullable().describe("Next reminder") }),
      present: { kind: "number", icon: "mdi:bell" },
      async instances({ graph }) {
        const lists = await graph.list<{ id: string; displayName: string }>("/me/todo/lists");
        return lists.map(({ id, displayName }) => ({ id, key: id, title: displayName }));
      },
      view({ items, now }) {
        const open = [...items.values()].filter(({ done }) => !done);
        const [next] = open.flatMap(({ remindAt }) => (remindAt && new Date(remindAt) > now ? [remindAt] : [])).sort();
        return { value: { state: open.length, next: next ?? null }, ...(next ? { until: new Date(next) } : {}) };
      },
    },
  },
  events,
});
