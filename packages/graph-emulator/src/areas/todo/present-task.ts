import type { GraphRequest } from "../../protocol/route.ts";
import type { CollectionEntry } from "../../protocol/store/collection.ts";
import { presentExtensions } from "../item-extensions/expand-extensions.ts";
import type { TaskPart, TodoTask, TodoTaskList } from "./todo-store.ts";

const parts = ["checklistItems", "linkedResources", "attachments"] as const;

/** Returns the parts in `$expand`, in canonical spelling. */
const readExpandedParts = (expand: readonly { property: string }[]): ReadonlySet<string> =>
  new Set(parts.filter((name) => expand.some(({ property }) => property.toLowerCase() === name.toLowerCase())));

/** Presents a task as Graph sends it: checklist items always, linked resources and attachments only if expanded. */
export function presentTask(entry: CollectionEntry<TodoTask>, expanded: ReadonlySet<string> = new Set()): object {
  const { checklistItems, linkedResources, attachments } = entry.value;
  return {
    ...presentBareTask(entry),
    ...(checklistItems.length > 0 || expanded.has("checklistItems") ? { checklistItems } : {}),
    ...(expanded.has("linkedResources") ? { linkedResources } : {}),
    ...(expanded.has("attachments") ? { attachments: attachments.map(presentTaskAttachment) } : {}),
  };
}

/** Presents a task as delta returns it, without its parts. */
export function presentBareTask({ id, changeKey, createdAt, changedAt, value }: CollectionEntry<TodoTask>): object {
  const { checklistItems: _, linkedResources: __, attachments: ___, itemExtensions: ____, ...rest } = value;
  return {
    "@odata.etag": `W/"${changeKey}"`,
    ...rest,
    createdDateTime: createdAt.toISOString(),
    lastModifiedDateTime: changedAt.toISOString(),
    id,
  };
}

/** Presents an attachment as in a list, without its content. */
export function presentTaskAttachment({ contentBytes: _, ...attachment }: TaskPart): object {
  return { "@odata.type": "#microsoft.graph.taskFileAttachment", ...attachment };
}

export function presentTaskList({ id, changeKey, value: { itemExtensions: _, ...list } }: CollectionEntry<TodoTaskList>): object {
  return { "@odata.etag": `W/"${changeKey}"`, ...list, id };
}

/** What `$expand` of task lists may name. */
export const taskListExpand = { extensions: ["filter"] };
/** What `$expand` of tasks may name. */
export const taskExpand = { checklistItems: [], linkedResources: [], attachments: [], ...taskListExpand };

/** Presents a task with what the client expands. */
export const presentExpandedTask = ({ query }: GraphRequest, entry: CollectionEntry<TodoTask>): object => ({
  ...presentTask(entry, readExpandedParts(query.expand)),
  ...presentExtensions({ query }, () => ({ extensions: entry.value.itemExtensions })),
});

/** Presents a task list with what the client expands. */
export const presentExpandedList = ({ query }: GraphRequest, entry: CollectionEntry<TodoTaskList>): object => ({
  ...presentTaskList(entry),
  ...presentExtensions({ query }, () => ({ extensions: entry.value.itemExtensions })),
});
