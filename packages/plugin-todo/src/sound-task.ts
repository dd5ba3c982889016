import { isSoundRecurrence, isSoundTime } from "@casement/graph-calendar";
import { isBoolean, isObjectOf, isText, type SoundItem, soundProperties } from "@casement/graph-input";
import type { GraphTask, GraphTaskList } from "./graph-types.ts";

/** The types of a task's properties. Source: metadata of Microsoft Graph v1.0. */
const checks = {
  title: isText,
  status: isText,
  importance: isText,
  body: isObjectOf({ contentType: isText, content: isText }),
  startDateTime: isSoundTime,
  dueDateTime: isSoundTime,
  reminderDateTime: isSoundTime,
  completedDateTime: isSoundTime,
  isReminderOn: isBoolean,
  hasAttachments: isBoolean,
  recurrence: isSoundRecurrence,
  createdDateTime: isText,
};
const hasId = (value: unknown): boolean => isText((value as { id?: unknown } | null)?.id);
const isStep = isObjectOf({ displayName: isText, isChecked: isBoolean });
const isLink = isObjectOf({ displayName: isText, applicationName: isText, webUrl: isText, externalId: isText });

/** A task as far as it is as Microsoft documents it. */
export function soundTask(task: GraphTask): SoundItem<GraphTask> {
  return soundProperties(task, checks, {
    categories: isText,
    checklistItems: (value) => hasId(value) && isStep(value),
    linkedResources: (value) => hasId(value) && isLink(value),
  });
}

/** A list as far as it is as Microsoft documents it. Undefined without an id. */
export function soundList(list: GraphTaskList): GraphTaskList | undefined {
  if (!hasId(list) || list.id === "") return undefined;
  return soundProperties(list, { displayName: isText, isOwner: isBoolean, isShared: isBoolean, wellknownListName: isText }).item;
}
