import type { Clock } from "@casement/core";
import { buildListPage } from "../../protocol/odata/list-page.ts";
import { itemsOf, propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { createdResult, defineRoute, type GraphRequest, noContentResult, okResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { AreaContext } from "../area.ts";
import { todoPageSizes } from "./list-routes.ts";
import { presentTaskAttachment } from "./present-task.ts";
import { invalidRequest, withChecklistFields, withLinkFields } from "./task-fields.ts";
import { createTaskUploadRoutes } from "./task-upload-routes.ts";
import { type TodoAccess, taskNotFound } from "./todo-access.ts";
import type { TaskPart, TodoStore, TodoTask } from "./todo-store.ts";

type Kind = "checklistItems" | "linkedResources" | "attachments";
type Write = (part: TaskPart, body: unknown) => TaskPart;

const taskPath = "/me/todo/lists/{list}/tasks/{task}";

const createChecklistItem = (id: string, now: Date): TaskPart => ({
  displayName: "",
  createdDateTime: now.toISOString(),
  isChecked: false,
  id,
});

/** Returns the task with the parts that a POST creates together with it. */
export function withTaskParts(made: TodoTask, body: unknown, store: TodoStore, clock: Clock): TodoTask {
  const now = clock.now();
  const links = itemsOf(propertiesOf(body).linkedResources);
  if (links.length > 1) throw createRefusal("todo-one-linked-resource");
  return {
    ...made,
    checklistItems: itemsOf(propertiesOf(body).checklistItems).map((given) =>
      withChecklistFields(createChecklistItem(store.newId("checklist"), now), given, now),
    ),
    linkedResources: links.map((given) => withLinkFields({ id: String(propertiesOf(given).id ?? store.newId("link")) }, given)),
  };
}

/** Creates the routes for checklist items, linked resources, and attachments. Changing a part also changes its task. */
export function createPartRoutes(store: TodoStore, access: TodoAccess, context: Pick<AreaContext, "clock" | "ids">): Route[] {
  const { clock } = context;
  const put = (request: GraphRequest, kind: Kind, parts: readonly TaskPart[]) => {
    const { key, value } = access.task(request);
    access
      .tasks(request)
      .set(key, { ...value, [kind]: parts, hasAttachments: kind === "attachments" ? parts.length > 0 : value.hasAttachments });
  };
  const find = (request: GraphRequest, kind: Kind): TaskPart => {
    const part = access.task(request).value[kind].find(({ id }) => id === request.params.part);
    if (!part) throw taskNotFound();
    return part;
  };
  const create = (kind: Kind, make: (body: unknown) => TaskPart, show: (part: TaskPart) => object) => (request: GraphRequest) => {
    const part = make(request.body);
    put(request, kind, [...access.task(request).value[kind], part]);
    return createdResult(show(part));
  };
  const list = (kind: Kind, show: (part: TaskPart) => object) => (request: GraphRequest) =>
    buildListPage(request, access.task(request).value[kind], {
      ...todoPageSizes,
      context: `users('${request.mailboxUser.id}')/todo/lists('${request.params.list}')/tasks('${request.params.task}')/${kind}`,
      read: show,
      present: show,
    });
  const change = (kind: Kind, write: Write) => (request: GraphRequest) => {
    const before = find(request, kind);
    const after = write(before, request.body);
    put(
      request,
      kind,
      access.task(request).value[kind].map((part) => (part === before ? after : part)),
    );
    return okResult(after);
  };
  const remove = (kind: Kind) => (request: GraphRequest) => {
    const part = find(request, kind);
    put(
      request,
      kind,
      access.task(request).value[kind].filter((other) => other !== part),
    );
    return noContentResult();
  };
  const partItself = (part: TaskPart): object => part;
  const editableRoutes = (kind: Kind, make: (body: unknown) => TaskPart, write: Write): Route[] => [
    defineRoute("GET", `${taskPath}/${kind}`, list(kind, partItself)),
    defineRoute("POST", `${taskPath}/${kind}`, create(kind, make, partItself)),
    defineRoute("GET", `${taskPath}/${kind}/{part}`, (request) => okResult(find(request, kind))),
    defineRoute("PATCH", `${taskPath}/${kind}/{part}`, change(kind, write)),
    defineRoute("DELETE", `${taskPath}/${kind}/{part}`, remove(kind)),
  ];
  const createFile = (name: string, contentType: string, bytes: Uint8Array): TaskPart => ({
    id: store.newId("attachment"),
    name,
    contentType,
    size: bytes.length,
    lastModifiedDateTime: clock.now().toISOString(),
    contentBytes: Buffer.from(bytes).toString("base64"),
  });
  const createAttachment = (body: unknown): TaskPart => {
    const { name, contentBytes, contentType } = propertiesOf(body);
    if (typeof name !== "string" || typeof contentBytes !== "string") throw invalidRequest();
    return createFile(name, textOf(contentType) ?? "application/octet-stream", Buffer.from(contentBytes, "base64"));
  };
  return [
    ...editableRoutes(
      "checklistItems",
      (body) => withChecklistFields(createChecklistItem(store.newId("checklist"), clock.now()), body, clock.now()),
      (part, body) => withChecklistFields(part, body, clock.now()),
    ),
    ...editableRoutes("linkedResources", (body) => withLinkFields({ id: store.newId("link") }, body), withLinkFields),
    defineRoute("GET", `${taskPath}/attachments`, list("attachments", presentTaskAttachment)),
    defineRoute("POST", `${taskPath}/attachments`, create("attachments", createAttachment, presentTaskAttachment)),
    defineRoute("GET", `${taskPath}/attachments/{part}`, (request) => {
      const part = find(request, "attachments");
      return okResult({ ...presentTaskAttachment(part), contentBytes: part.contentBytes });
    }),
    defineRoute("GET", `${taskPath}/attachments/{part}/$value`, (request) => ({
      body: new Uint8Array(Buffer.from(String(find(request, "attachments").contentBytes), "base64")),
    })),
    defineRoute("DELETE", `${taskPath}/attachments/{part}`, remove("attachments")),
    ...createTaskUploadRoutes({
      access,
      context,
      attach(request, { name, contentType, bytes }) {
        const file = createFile(name, contentType, bytes);
        put(request, "attachments", [...access.task(request).value.attachments, file]);
        return file;
      },
    }),
  ];
}
