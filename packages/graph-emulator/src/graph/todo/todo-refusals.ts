import type { Refusal } from "../../refusals.ts";

/** To Do. */
export const todoRefusals = {
  "todo-select": {
    call: "GET /me/todo/lists, …/tasks",
    rule: "A `$select` that is not empty answers 400.",
    source: "reference-system.md §3.11; github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2900",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-other-user": {
    call: "/users/{other}/todo/…",
    rule: "Somebody else's lists cannot be read by their name; shared lists appear in one's own.",
    source: "graph/README.md; github.com/microsoftgraph/microsoft-graph-toolkit/issues/1620",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-delta-filter": {
    call: "GET /me/todo/lists/{id}/tasks/delta?$filter, $orderby",
    rule: "Task delta takes neither `$filter` nor `$orderby`.",
    source: "learn.microsoft.com/graph/api/todotask-delta",
    status: 400,
    code: "invalidRequest",
    message: "Invalid request",
  },
  "todo-list-delta-readwrite": {
    call: "GET /me/todo/lists/delta",
    rule: "Delta on task lists needs `Tasks.ReadWrite`, even to read.",
    source: "graph/README.md",
    status: 403,
    code: "accessDenied",
    message: "Access is denied. Check credentials and try again.",
  },
  "todo-default-list": {
    call: "DELETE /me/todo/lists/{id}",
    rule: "The built-in lists can be neither removed nor renamed.",
    source: "learn.microsoft.com/graph/api/resources/todotasklist, wellknownListName",
    status: 400,
    code: "invalidRequest",
    message: "Wellknown lists cannot be renamed or deleted.",
  },
  "todo-linked-resources": {
    call: "GET /me/todo/lists/{id}/tasks",
    rule: "Checklist items come inline; linked resources only with `$expand=linkedResources`.",
    source: "reference-system.md §3.11",
  },
  "todo-completed-midnight": {
    call: "GET /me/todo/lists/{id}/tasks",
    rule: "`completedDateTime` is the UTC midnight of the day of completion, not its time.",
    source: "reference-system.md §3.8; github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8663",
  },
} as const satisfies Record<string, Refusal>;
