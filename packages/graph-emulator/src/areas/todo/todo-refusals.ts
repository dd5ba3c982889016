import type { RefusalRow } from "../../refusals/refusal-row.ts";

/** Rows about To Do. */
export const todoRefusals = {
  "todo-select": {
    appliesTo: "GET /me/todo/lists, …/tasks",
    rule: "A `$select` that is not empty is refused with 400.",
    source: "github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2900",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-other-user": {
    appliesTo: "/users/{other}/todo/…",
    rule: "The lists of another user cannot be read by that user's name. Shared lists appear among one's own.",
    source: "github.com/microsoftgraph/microsoft-graph-toolkit/issues/1620",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-delta-filter": {
    appliesTo: "GET /me/todo/lists/{id}/tasks/delta?$filter, $orderby",
    rule: "Task delta accepts neither `$filter` nor `$orderby`.",
    source: "learn.microsoft.com/graph/api/todotask-delta",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-list-delta-readwrite": {
    appliesTo: "GET /me/todo/lists/delta",
    rule: "Delta of task lists needs `Tasks.ReadWrite`, even to read.",
    source: "learn.microsoft.com/graph/api/todotasklist-delta#permissions",
    status: 403,
    code: "accessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "todo-task-delta-readwrite": {
    appliesTo: "GET /me/todo/lists/{id}/tasks/delta",
    rule: "Off by default: task delta needs `Tasks.ReadWrite`. Microsoft's map says so for `/me`, and `Tasks.Read` for `/users/{id}`; the page accepts both.",
    source: "github.com/microsoftgraph/microsoft-graph-devx-content, permissions; learn.microsoft.com/graph/api/todotask-delta#permissions",
    status: 403,
    code: "accessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "todo-delta-bare": {
    appliesTo: "GET /me/todo/lists/{id}/tasks/delta",
    rule: "Delta returns tasks without checklist items and linked resources. `$expand` on the task itself returns them.",
    source: "learn.microsoft.com/graph/api/todotask-delta, example",
  },
  "todo-recurring-completed": {
    appliesTo: "PATCH /me/todo/lists/{id}/tasks/{id} {status: completed}",
    rule: "A completed recurring task moves to its next due date and keeps its id. The finished occurrence is a new, completed task without recurrence.",
    source: "github.com/RogerSelwyn/MS365-ToDo/issues/62; github.com/jobisoft/TbSync/issues/63",
  },
  "todo-times-utc": {
    appliesTo: "GET /me/todo/lists/{id}/tasks",
    rule: "Due dates and reminders are returned in UTC. A date that was set in Berlin is 22:00 or 23:00 of the previous day. The original time zone is lost.",
    source: "github.com/RogerSelwyn/MS365-ToDo/issues/29; github.com/microsoftgraph/microsoft-graph-docs/issues/6982",
  },
  "todo-default-list": {
    appliesTo: "DELETE /me/todo/lists/{id}",
    rule: "The built-in lists cannot be renamed or deleted.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/resources/todotasklist, wellknownListName",
    status: 400,
    code: "invalidRequest",
    message: "Wellknown lists cannot be renamed or deleted.",
  },
  "todo-linked-resources": {
    appliesTo: "GET /me/todo/lists/{id}/tasks",
    rule: "Lists and single tasks include checklist items, but linked resources only with `$expand=linkedResources`. The response to a POST includes them.",
    source:
      "github.com/Softeria/ms-365-mcp-server, notes in src/endpoints.json; the example of learn.microsoft.com/graph/api/todotasklist-list-tasks shows them in a list; POST: learn.microsoft.com/graph/api/todotasklist-post-tasks",
  },
  "todo-one-linked-resource": {
    appliesTo: "POST /me/todo/lists/{id}/tasks",
    rule: "A new task can have one linked resource. More are added one by one.",
    source: "github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/654",
    status: 400,
    code: "invalidRequest",
    message: "Only one item in linkedResources is allowed.",
  },
  "todo-upload-too-large": {
    appliesTo: "POST /me/todo/lists/{id}/tasks/{id}/attachments/createUploadSession",
    rule: "An attachment of a task has at most 25 MB.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/taskfileattachment-createuploadsession",
    status: 400,
    code: "invalidRequest",
    message: "The attachment exceeds the maximum size of 25 MB.",
  },
  "todo-completed-midnight": {
    appliesTo: "GET /me/todo/lists/{id}/tasks",
    rule: "`completedDateTime` is midnight UTC of the day of completion, not the time of completion.",
    source: "github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8663",
  },
} as const satisfies Record<string, RefusalRow>;
