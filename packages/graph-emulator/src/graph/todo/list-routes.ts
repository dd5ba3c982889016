import { refuse } from "../../refusals.ts";
import { deltaPage, tombstone } from "../delta.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { listPage } from "../odata/list-page.ts";
import { propertiesOf } from "../properties-of.ts";
import { created, type GraphCall, noContent, ok, type Route, route } from "../route.ts";
import { presentList } from "./present-task.ts";
import { invalidRequest } from "./task-fields.ts";
import type { TodoAccess } from "./todo-access.ts";
import type { TodoState } from "./todo-state.ts";

export const page = { defaultTop: 20, maxTop: 100, above: "cap" } as const;

export function listRoutes(state: TodoState, access: TodoAccess, deltas: DeltaTokens): Route[] {
  const custom = (call: GraphCall) => {
    const list = access.list(call);
    if (list.value.wellknownListName !== "none") throw refuse("todo-default-list");
    return list;
  };
  return [
    route("GET", "/me/todo/lists", (call) =>
      listPage(call, access.user(call).lists.list(), {
        ...page,
        context: `users('${call.mailboxUser.id}')/todo/lists`,
        read: ({ value }) => value,
        present: presentList,
      }),
    ),
    route("POST", "/me/todo/lists", (call) => {
      const { displayName } = propertiesOf(call.body);
      if (typeof displayName !== "string" || !displayName) throw invalidRequest();
      return created(presentList(access.user(call).lists.get(state.addList(call.mailboxUser.id, { displayName }))!));
    }),
    route("GET", "/me/todo/lists/delta", (call) =>
      deltaPage(call, {
        tokens: deltas,
        source: access.user(call).lists,
        name: "todo/lists",
        context: "Collection(todoTaskList)",
        defaultPageSize: 20,
        maxPageSize: 100,
        items: (entry) => [entry.removed ? tombstone(entry.id) : presentList(entry)],
      }),
    ),
    route("GET", "/me/todo/lists/{list}", (call) => ok(presentList(access.list(call)))),
    route("PATCH", "/me/todo/lists/{list}", (call) => {
      const { key, value } = custom(call);
      return ok(
        presentList(
          access.user(call).lists.set(key, { ...value, displayName: String(propertiesOf(call.body).displayName ?? value.displayName) })!,
        ),
      );
    }),
    route("DELETE", "/me/todo/lists/{list}", (call) => {
      state.removeList(call.mailboxUser.id, custom(call).key);
      return noContent();
    }),
  ];
}
