import type { Clock } from "@casement/core";
import { listPage } from "../odata/list-page.ts";
import { itemsOf, propertiesOf } from "../properties-of.ts";
import { created, type GraphCall, noContent, ok, type Route, route } from "../route.ts";
import { page } from "./list-routes.ts";
import { presentAttachment } from "./present-task.ts";
import { invalidRequest, withChecklistFields, withLinkFields } from "./task-fields.ts";
import { gone, type TodoAccess } from "./todo-access.ts";
import type { Task, TaskPart, TodoState } from "./todo-state.ts";

type Kind = "checklistItems" | "linkedResources" | "attachments";
type Write = (part: TaskPart, body: unknown) => TaskPart;

const task = "/me/todo/lists/{list}/tasks/{task}";

const checklistItem = (id: string, now: Date): TaskPart => ({
  displayName: "",
  createdDateTime: now.toISOString(),
  isChecked: false,
  id,
});

/** The task with what a POST creates along with it. */
export function withParts(made: Task, body: unknown, state: TodoState, clock: Clock): Task {
  const now = clock.now();
  return {
    ...made,
    checklistItems: itemsOf(propertiesOf(body).checklistItems).map((given) =>
      withChecklistFields(checklistItem(state.newId("checklist"), now), given, now),
    ),
    linkedResources: itemsOf(propertiesOf(body).linkedResources).map((given) =>
      withLinkFields({ id: String(propertiesOf(given).id ?? state.newId("link")) }, given),
    ),
  };
}

/** Checklist items, linked resources and small attachments. A change of one is a change of its task. */
export function partRoutes(state: TodoState, access: TodoAccess, clock: Clock): Route[] {
  const put = (call: GraphCall, kind: Kind, parts: readonly TaskPart[]) => {
    const { key, value } = access.task(call);
    access
      .tasks(call)
      .set(key, { ...value, [kind]: parts, hasAttachments: kind === "attachments" ? parts.length > 0 : value.hasAttachments });
  };
  const find = (call: GraphCall, kind: Kind): TaskPart => {
    const part = access.task(call).value[kind].find(({ id }) => id === call.params.part);
    if (!part) throw gone();
    return part;
  };
  const create = (kind: Kind, make: (body: unknown) => TaskPart, show: (part: TaskPart) => object) => (call: GraphCall) => {
    const part = make(call.body);
    put(call, kind, [...access.task(call).value[kind], part]);
    return created(show(part));
  };
  const list = (kind: Kind, show: (part: TaskPart) => object) => (call: GraphCall) =>
    listPage(call, access.task(call).value[kind], {
      ...page,
      context: `users('${call.mailboxUser.id}')/todo/lists('${call.params.list}')/tasks('${call.params.task}')/${kind}`,
      read: show,
      present: show,
    });
  const change = (kind: Kind, write: Write) => (call: GraphCall) => {
    const before = find(call, kind);
    const after = write(before, call.body);
    put(
      call,
      kind,
      access.task(call).value[kind].map((part) => (part === before ? after : part)),
    );
    return ok(after);
  };
  const remove = (kind: Kind) => (call: GraphCall) => {
    const part = find(call, kind);
    put(
      call,
      kind,
      access.task(call).value[kind].filter((other) => other !== part),
    );
    return noContent();
  };
  const own = (part: TaskPart): object => part;
  const editable = (kind: Kind, make: (body: unknown) => TaskPart, write: Write): Route[] => [
    route("GET", `${task}/${kind}`, list(kind, own)),
    route("POST", `${task}/${kind}`, create(kind, make, own)),
    route("GET", `${task}/${kind}/{part}`, (call) => ok(find(call, kind))),
    route("PATCH", `${task}/${kind}/{part}`, change(kind, write)),
    route("DELETE", `${task}/${kind}/{part}`, remove(kind)),
  ];
  const attach = (body: unknown): TaskPart => {
    const { name, contentBytes, contentType = "application/octet-stream" } = propertiesOf(body);
    if (typeof name !== "string" || typeof contentBytes !== "string") throw invalidRequest();
    const bytes = Buffer.from(contentBytes, "base64");
    return {
      id: state.newId("attachment"),
      name,
      contentType,
      size: bytes.length,
      lastModifiedDateTime: clock.now().toISOString(),
      contentBytes,
    };
  };
  return [
    ...editable(
      "checklistItems",
      (body) => withChecklistFields(checklistItem(state.newId("checklist"), clock.now()), body, clock.now()),
      (part, body) => withChecklistFields(part, body, clock.now()),
    ),
    ...editable("linkedResources", (body) => withLinkFields({ id: state.newId("link") }, body), withLinkFields),
    route("GET", `${task}/attachments`, list("attachments", presentAttachment)),
    route("POST", `${task}/attachments`, create("attachments", attach, presentAttachment)),
    route("GET", `${task}/attachments/{part}`, (call) => {
      const part = find(call, "attachments");
      return ok({ ...presentAttachment(part), contentBytes: part.contentBytes });
    }),
    route("GET", `${task}/attachments/{part}/$value`, (call) => ({
      body: new Uint8Array(Buffer.from(String(find(call, "attachments").contentBytes), "base64")),
    })),
    route("DELETE", `${task}/attachments/{part}`, remove("attachments")),
  ];
}
