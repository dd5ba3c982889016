import { type FieldText, type ServiceText, serviceTexts } from "@casement/core";

type Fields<Name extends string> = Readonly<Record<Name, FieldText>>;

/** Everything that the plugin says in one language. English is in the definitions. */
export interface TodoWords {
  readonly title: string;
  readonly list: { readonly title: string; readonly unit: string; readonly unitOfOne: string };
  readonly services: Readonly<
    Record<
      | "create-task"
      | "update-task"
      | "complete-task"
      | "reopen-task"
      | "remove-task"
      | "list-tasks"
      | "create-list"
      | "rename-list"
      | "remove-list"
      | "add-checklist-item"
      | "update-checklist-item"
      | "remove-checklist-item",
      ServiceText
    >
  >;
  readonly events: Readonly<Record<"task-created" | "task-updated" | "task-completed" | "task-uncompleted" | "task-removed", string>>;
  /** Why each permission is requested. */
  readonly scopes: Readonly<Record<"Tasks.Read" | "Tasks.ReadWrite", string>>;
  readonly fields: {
    readonly id: FieldText;
    /** Of complete-task. */
    readonly ids: FieldText;
    readonly task: Fields<
      "title" | "due" | "reminder" | "body" | "importance" | "recurrence" | "start" | "categories" | "status" | "bodyType"
    >;
    /** Of create-task only. */
    readonly newTask: Fields<"titles" | "checklist" | "links">;
    /** Fields that have another description when a task is changed. */
    readonly taskChange: Fields<"due" | "reminder" | "recurrence" | "start">;
    /** Of list-tasks. */
    readonly listing: Fields<"show" | "search" | "completedSince" | "maxItems" | "cursor">;
    readonly list: Fields<"name">;
    readonly step: Fields<"title" | "checked">;
    readonly stepId: FieldText;
  };
}

/** The words of a language by the paths of a plugin's `texts`. */
export function textsOf({ title, list, services, events, scopes, fields }: TodoWords): Readonly<Record<string, string>> {
  const { id, ids, task, step, stepId } = fields;
  return {
    title,
    "sensors.list.title": list.title,
    "sensors.list.unit": list.unit,
    "sensors.list.unitOfOne": list.unitOfOne,
    ...serviceTexts("create-task", services["create-task"], { ...task, ...fields.newTask }),
    ...serviceTexts("update-task", services["update-task"], { id, ...task, ...fields.taskChange }),
    ...serviceTexts("complete-task", services["complete-task"], { id: ids }),
    ...serviceTexts("reopen-task", services["reopen-task"], { id }),
    ...serviceTexts("remove-task", services["remove-task"], { id }),
    ...serviceTexts("list-tasks", services["list-tasks"], fields.listing),
    ...serviceTexts("create-list", services["create-list"], fields.list),
    ...serviceTexts("rename-list", services["rename-list"], fields.list),
    ...serviceTexts("remove-list", services["remove-list"], {}),
    ...serviceTexts("add-checklist-item", services["add-checklist-item"], { id, ...step }),
    ...serviceTexts("update-checklist-item", services["update-checklist-item"], { id, item: stepId, ...step }),
    ...serviceTexts("remove-checklist-item", services["remove-checklist-item"], { id, item: stepId }),
    ...Object.fromEntries(Object.entries(events).map(([name, text]) => [`events.${name}.title`, text])),
    ...Object.fromEntries(Object.entries(scopes).map(([name, text]) => [`scopes.${name}.why`, text])),
  };
}
