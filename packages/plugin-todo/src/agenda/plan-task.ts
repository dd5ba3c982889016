import type { AgendaCall, AgendaPlan, AgendaWrite, CalendarComponent } from "@casement/core";
import { isSameRule, priorityLevel, toGraphRecurrence } from "@casement/graph-calendar";
import { localDate } from "@casement/graph-time";
import type { TaskItem } from "../task-item.ts";
import { splitNotes } from "./checklist-text.ts";
import { keepOf } from "./kept-properties.ts";
import { planSteps } from "./plan-steps.ts";
import { statusAfter } from "./status-after.ts";
import { dayOf, reminderOf } from "./task-times.ts";

type Write = AgendaWrite<TaskItem>;
const unsupported = (reason: string): AgendaPlan => ({ refused: "unsupported", reason });

/** What a program's write to a task means. Tasks tell nobody anything. */
export function planTask(write: Write): AgendaPlan {
  const { group, before, after, items, account, kept } = write;
  if (!after) return { calls: [{ service: "remove-task", input: { id: group }, mayBeGone: true }] };
  const [is, ...overrides] = after.components;
  const [was] = before?.components ?? [{}];
  const zone = account.timeZone;
  // Some programs complete an occurrence by an override. To Do completes the one that is due next.
  const completed = overrides.find(({ status }) => status === "COMPLETED");
  if (completed && dayOf(completed.recurrenceId, zone) !== dayOf(was.due ?? is.due, zone))
    return unsupported("To Do completes the occurrence of a recurring task that is due next, and no other.");
  const refused = refusedRule(is, write);
  if (refused) return refused;
  const item = group === undefined ? undefined : items.get(group);
  const status = completed ? "completed" : statusAfter(is, was, item);
  const fields = { ...changedFields(is, was, item, write), ...(status !== (item?.status ?? "notStarted") && { status }) };
  const { steps } = splitNotes(is.description);
  const keep = keepOf(is, kept);
  if (group === undefined) {
    const given = Object.fromEntries(Object.entries({ title: "Task", ...fields }).filter(([, value]) => value !== null));
    return { calls: [{ service: "create-task", input: given }, ...planSteps(undefined, [], steps)], ...keep };
  }
  const calls: AgendaCall[] = Object.keys(fields).length > 0 ? [{ service: "update-task", input: { id: group, ...fields } }] : [];
  return { calls: [...calls, ...planSteps(group, item?.checklist ?? item?.agendaDetails?.checklist, steps)], ...keep };
}

function refusedRule({ rrule, due, dtstart }: CalendarComponent, { account: { timeZone: zone }, now }: Write): AgendaPlan | undefined {
  if (rrule === undefined) return undefined;
  try {
    toGraphRecurrence(rrule, { start: dayOf(due ?? dtstart, zone) ?? localDate(now, zone), zone });
    return undefined;
  } catch (error) {
    return unsupported(`To Do has no such recurrence: ${error instanceof Error ? error.message : "it cannot be read"}`);
  }
}

/** The input of `update-task` for what differs in meaning. Null clears a field. */
function changedFields(
  is: CalendarComponent,
  was: CalendarComponent,
  item: TaskItem | undefined,
  { account: { timeZone: zone }, now }: Write,
): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  const set = (name: string, before: unknown, after: unknown, value: unknown = after): void => {
    if (JSON.stringify(before ?? null) !== JSON.stringify(after ?? null)) fields[name] = value ?? null;
  };
  set("title", was.summary || undefined, is.summary || undefined, is.summary || "Task");
  const [bodyBefore, body] = [was, is].map(({ description }) => splitNotes(description).body);
  // A text that was cut would be lost.
  if (!item?.bodyTruncated) set("body", plain(bodyBefore), plain(body), body);
  const [dueBefore, due] = [was, is].map(
    (each) => dayOf(each.due, zone) ?? (each.rrule === undefined ? undefined : dayOf(each.dtstart, zone)),
  );
  set("due", dueBefore, due);
  if (is.rrule === undefined) {
    const [startBefore, start] = [was.rrule === undefined ? dayOf(was.dtstart, zone) : item?.start, dayOf(is.dtstart, zone)];
    set("start", startBefore, due !== undefined && start !== undefined && start > due ? undefined : start);
  }
  set("reminder", reminderOf(was, zone), reminderOf(is, zone));
  set("importance", priorityLevel(was.priority), priorityLevel(is.priority));
  set("categories", sorted(was.categories), sorted(is.categories), is.categories ?? []);
  if (!isSameRule(was.rrule, is.rrule, { start: due ?? localDate(now, zone), zone })) fields.recurrence = is.rrule ?? null;
  return fields;
}

const plain = (text: string | undefined): string | undefined => text?.replaceAll(/\s+/g, " ").trim() || undefined;
const sorted = (names: readonly string[] = []): readonly string[] => [...names].sort();
