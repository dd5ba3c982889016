import { createRefusal } from "../../refusals.ts";
import { buildDeltaPage, presentTombstone } from "../delta-page.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { buildListPage } from "../odata/list-page.ts";
import { propertiesOf } from "../properties-of.ts";
import { createdResult, defineRoute, type GraphRequest, noContentResult, okResult, type Route } from "../route.ts";
import { presentTaskList } from "./present-task.ts";
import { invalidRequest } from "./task-fields.ts";
import type { TodoAccess } from "./todo-access.ts";
import type { TodoStore } from "./todo-store.ts";

export const todoPageSizes = { defaultTop: 20, maxTop: 100, above: "cap" } as const;

export function createListRoutes(store: TodoStore, access: TodoAccess, deltaTokens: DeltaTokens): Route[] {
  const removableList = (request: GraphRequest) => {
    const list = access.list(request);
    if (list.value.wellknownListName !== "none") throw createRefusal("todo-default-list");
    return list;
  };
  return [
    defineRoute("GET", "/me/todo/lists", (request) =>
      buildListPage(request, access.user(request).lists.list(), {
        ...todoPageSizes,
        context: `users('${request.mailboxUser.id}')/todo/lists`,
        read: ({ value }) => value,
        present: presentTaskList,
      }),
    ),
    defineRoute("POST", "/me/todo/lists", (request) => {
      const { displayName } = propertiesOf(request.body);
      if (typeof displayName !== "string" || !displayName) throw invalidRequest();
      return createdResult(presentTaskList(access.user(request).lists.get(store.addList(request.mailboxUser.id, { displayName }))!));
    }),
    defineRoute("GET", "/me/todo/lists/delta", (request) =>
      buildDeltaPage(request, {
        tokens: deltaTokens,
        source: access.user(request).lists,
        name: "todo/lists",
        context: "Collection(todoTaskList)",
        defaultPageSize: 20,
        maxPageSize: 100,
        items: (entry) => [entry.removed ? presentTombstone(entry.id) : presentTaskList(entry)],
      }),
    ),
    defineRoute("GET", "/me/todo/lists/{list}", (request) => okResult(presentTaskList(access.list(request)))),
    defineRoute("PATCH", "/me/todo/lists/{list}", (request) => {
      const { key, value } = removableList(request);
      return okResult(
        presentTaskList(
          access
            .user(request)
            .lists.set(key, { ...value, displayName: String(propertiesOf(request.body).displayName ?? value.displayName) })!,
        ),
      );
    }),
    defineRoute("DELETE", "/me/todo/lists/{list}", (request) => {
      store.removeList(request.mailboxUser.id, removableList(request).key);
      return noContentResult();
    }),
  ];
}
