import { checkIfMatch } from "../../protocol/check-if-match.ts";
import { buildDeltaPage, presentTombstone } from "../../protocol/delta-page.ts";
import type { DeltaTokens } from "../../protocol/delta-tokens.ts";
import { buildListPage } from "../../protocol/odata/list-page.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { createdResult, defineRoute, type GraphRequest, noContentResult, okResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { createExtensionRoutes } from "../item-extensions/extension-routes.ts";
import { readItemExtensions } from "../item-extensions/item-extensions.ts";
import { presentExpandedList, presentTaskList, taskListExpand } from "./present-task.ts";
import { invalidRequest } from "./task-fields.ts";
import type { TodoAccess } from "./todo-access.ts";
import type { TodoStore } from "./todo-store.ts";

export const todoPageSizes = { defaultTop: 20, maxTop: 100, above: "cap" } as const;

export function createListRoutes(store: TodoStore, access: TodoAccess, deltaTokens: DeltaTokens): Route[] {
  const context = ({ mailboxUser }: GraphRequest) => `users('${mailboxUser.id}')/todo/lists`;
  const changeableList = (request: GraphRequest) => {
    const list = access.list(request);
    checkIfMatch(request, list.changeKey);
    if (list.value.wellknownListName !== "none") throw createRefusal("todo-default-list");
    return list;
  };
  return [
    defineRoute(
      "GET",
      "/me/todo/lists",
      (request) =>
        buildListPage(request, access.user(request).lists.list(), {
          ...todoPageSizes,
          context: context(request),
          read: presentTaskList,
          present: (list) => presentExpandedList(request, list),
        }),
      { expand: taskListExpand },
    ),
    defineRoute("POST", "/me/todo/lists", (request) => {
      const list = { displayName: readName(request), itemExtensions: readItemExtensions(request.body) };
      return createdResult(presentTaskList(access.user(request).lists.get(store.addList(request.mailboxUser.id, list))!));
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
    defineRoute("GET", "/me/todo/lists/{list}", (request) => okResult(presentExpandedList(request, access.list(request))), {
      expand: taskListExpand,
    }),
    defineRoute("PATCH", "/me/todo/lists/{list}", (request) => {
      const { key, value } = changeableList(request);
      const displayName = propertiesOf(request.body).displayName === undefined ? value.displayName : readName(request);
      return okResult(presentTaskList(access.user(request).lists.set(key, { ...value, displayName })!));
    }),
    defineRoute("DELETE", "/me/todo/lists/{list}", (request) => {
      store.removeList(request.mailboxUser.id, changeableList(request).key);
      return noContentResult();
    }),
    ...createExtensionRoutes(["/me/todo/lists/{list}"], {
      context: (request) => `${context(request)}('${request.params.list}')`,
      read: (request) => access.list(request).value.itemExtensions,
      write(request, itemExtensions) {
        const { key, value } = access.list(request);
        access.user(request).lists.set(key, { ...value, itemExtensions });
      },
    }),
  ];
}

function readName({ body }: GraphRequest): string {
  const { displayName } = propertiesOf(body);
  if (typeof displayName !== "string" || !displayName) throw invalidRequest();
  return displayName;
}
