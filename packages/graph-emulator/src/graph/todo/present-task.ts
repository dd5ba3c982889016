import type { CollectionEntry } from "../store/collection.ts";
import { invalidRequest } from "./task-fields.ts";
import type { TaskPart, TodoTask, TodoTaskList } from "./todo-store.ts";

const parts = ["checklistItems", "linkedResources", "attachments"] as const;

/**
 * Returns the navigation properties in `$expand`, in canonical spelling.
 *
 * @throws GraphFault 400 for other properties.
 */
export function readExpandedParts(expand: readonly { property: string }[]): ReadonlySet<string> {
  return new Set(
    expand.map(({ property }) => {
      const known = [...parts, "extensions"].find((name) => name.toLowerCase() === property.toLowerCase());
      if (!known) throw invalidRequest();
      return known;
    }),
  );
}

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
  const { checklistItems: _, linkedResources: __, attachments: ___, ...rest } = value;
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

export function presentTaskList({ id, changeKey, value }: CollectionEntry<TodoTaskList>): object {
  return { "@odata.etag": `W/"${changeKey}"`, ...value, id };
}
