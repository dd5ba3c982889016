import { badRequest, GraphFault, notFound } from "../graph-fault.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { propertiesOf, textOf } from "../properties-of.ts";
import { type GraphCall, type GraphResult, noContent, type Route, route } from "../route.ts";
import { ownerOf } from "./calendar-access.ts";
import { userContext } from "./calendar-routes.ts";
import type { CalendarStore } from "./calendar-store.ts";
import type { StoredCategory } from "./stored-calendar.ts";

const context = (call: GraphCall) => `${userContext(call)}/outlook/masterCategories`;
const path = "/me/outlook/masterCategories";

/** The categories that a mailbox's events and messages may be given, with their colours. */
export function categoryRoutes(store: CalendarStore): Route[] {
  const categories = (call: GraphCall) => ownerOf(store, call).categories;

  const find = (call: GraphCall): StoredCategory => {
    const category = categories(call).get(call.params.category!);
    if (!category) throw notFound();
    return category;
  };

  const list = (call: GraphCall): GraphResult => {
    const same = (category: StoredCategory) => category;
    return listPage(call, [...categories(call).values()], {
      context: context(call),
      read: same,
      present: same,
      defaultTop: 100,
      maxTop: 1000,
      above: "cap",
    });
  };

  const create = (call: GraphCall): GraphResult => {
    const { color = "none", ...given } = propertiesOf(call.body);
    const displayName = textOf(given.displayName);
    if (!displayName) throw badRequest("The property 'displayName' is required.", "ErrorInvalidRequest");
    if ([...categories(call).values()].some((other) => other.displayName === displayName))
      throw new GraphFault(409, "CategoryNameDuplicate", "A category with this name exists already.");
    const category = { id: store.ids.guid("category"), displayName, color: String(color) };
    categories(call).set(category.id, category);
    return { ...entity(call, context(call), category), status: 201 };
  };

  const change = (call: GraphCall): GraphResult => {
    const category = find(call);
    const { displayName, color } = propertiesOf(call.body);
    if (displayName) throw badRequest("The name of a category cannot be changed.", "ErrorInvalidRequest");
    if (color) category.color = String(color);
    return entity(call, context(call), category);
  };

  const remove = (call: GraphCall): GraphResult => {
    categories(call).delete(find(call).id);
    return noContent();
  };

  return [
    route("GET", path, list),
    route("POST", path, create),
    route("GET", `${path}/{category}`, (call) => entity(call, context(call), find(call))),
    route("PATCH", `${path}/{category}`, change),
    route("DELETE", `${path}/{category}`, remove),
  ];
}
