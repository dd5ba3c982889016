import type { RefusalRow } from "../../refusals.ts";

/** To Do. */
export const todoRefusals = {
  "todo-select": {
    appliesTo: "GET /me/todo/lists, …/tasks",
    rule: "A `$select` that is not empty answers 400.",
    source: "reference-system.md §3.11; github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2900",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-other-user": {
    appliesTo: "/users/{other}/todo/…",
    rule: "Somebody else's lists cannot be read by their name; shared lists appear in one's own.",
    source: "graph/README.md; github.com/microsoftgraph/microsoft-graph-toolkit/issues/1620",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-delta-filter": {
    appliesTo: "GET /me/todo/lists/{id}/tasks/delta?$filter, $orderby",
    rule: "Task delta takes neither `$filter` nor `$orderby`.",
    source: "learn.microsoft.com/graph/api/todotask-delta",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-list-delta-readwrite": {
    appliesTo: "GET /me/todo/lists/delta",
    rule: "Delta on task lists needs `Tasks.ReadWrite`, even to read.",
    source: "graph/README.md",
    status: 403,
    code: "accessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "todo-task-delta-readwrite": {
    appliesTo: "GET /me/todo/lists/{id}/tasks/delta",
    rule: "When switched so, task delta needs `Tasks.ReadWrite`: Microsoft's map says so for `/me`, and `Tasks.Read` for `/users/{id}`.",
    source: "graph/permissions.json, corrections: GET /me/todo/lists/{id}/tasks/delta",
    status: 403,
    code: "accessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "todo-delta-bare": {
    appliesTo: "GET /me/todo/lists/{id}/tasks/delta",
    rule: "Delta tells a task without checklist items and linked resources; `$expand` on the task itself brings them.",
    source: "graph/examples/todo--todotask-delta--1.json; issue 4: details by `$expand` per changed task",
  },
  "todo-recurring-completed": {
    appliesTo: "PATCH /me/todo/lists/{id}/tasks/{id} {status: completed}",
    rule: "A recurring task that is completed moves on to its next due date under the same id; the finished occurrence is a new, completed task without recurrence.",
    source: "github.com/RogerSelwyn/MS365-ToDo/issues/62; github.com/jobisoft/TbSync/issues/63",
  },
  "todo-times-utc": {
    appliesTo: "GET /me/todo/lists/{id}/tasks",
    rule: "Due dates and reminders come in UTC: a date set in Berlin is 22:00 or 23:00 of the day before. The zone it was set in is lost.",
    source:
      "reference-system.md §3.8; github.com/RogerSelwyn/MS365-ToDo/issues/29; github.com/microsoftgraph/microsoft-graph-docs/issues/6982",
  },
  "todo-default-list": {
    appliesTo: "DELETE /me/todo/lists/{id}",
    rule: "The built-in lists can be neither removed nor renamed.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/resources/todotasklist, wellknownListName",
    status: 400,
    code: "invalidRequest",
    message: "Wellknown lists cannot be renamed or deleted.",
  },
  "todo-linked-resources": {
    appliesTo: "GET /me/todo/lists/{id}/tasks",
    rule: "In a list and on one task, checklist items come inline; linked resources only with `$expand=linkedResources`.",
    source: "reference-system.md §3.11",
  },
  "todo-completed-midnight": {
    appliesTo: "GET /me/todo/lists/{id}/tasks",
    rule: "`completedDateTime` is the UTC midnight of the day of completion, not its time.",
    source: "reference-system.md §3.8; github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8663",
  },
} as const satisfies Record<string, RefusalRow>;
