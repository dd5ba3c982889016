import { badRequest, GraphFault, notFound } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, type GraphResult, noContentResult, type Route } from "../../protocol/route.ts";
import { ownerOf } from "./calendar-access.ts";
import { contextPrefixOf } from "./calendar-routes.ts";
import type { CalendarStore } from "./calendar-store.ts";
import type { StoredCategory } from "./stored-calendar.ts";

const context = (request: GraphRequest) => `${contextPrefixOf(request)}/outlook/masterCategories`;
const path = "/me/outlook/masterCategories";

/** Creates the routes for the categories, with colors, that events and messages of a mailbox can have. */
export function createCategoryRoutes(store: CalendarStore): Route[] {
  const categories = (request: GraphRequest) => ownerOf(store, request).categories;

  const find = (request: GraphRequest): StoredCategory => {
    const category = categories(request).get(request.params.category!);
    if (!category) throw notFound();
    return category;
  };

  const list = (request: GraphRequest): GraphResult => {
    const categoryItself = (category: StoredCategory) => category;
    return buildListPage(request, [...categories(request).values()], {
      context: context(request),
      read: categoryItself,
      present: categoryItself,
      defaultTop: 100,
      maxTop: 1000,
      above: "cap",
    });
  };

  const create = (request: GraphRequest): GraphResult => {
    const { color = "none", ...given } = propertiesOf(request.body);
    const displayName = textOf(given.displayName);
    if (!displayName) throw badRequest("The property 'displayName' is required.", "ErrorInvalidRequest");
    if ([...categories(request).values()].some((other) => other.displayName === displayName))
      throw new GraphFault(409, "CategoryNameDuplicate", "A category with this name exists already.");
    const category = { id: store.ids.guid("category"), displayName, color: String(color) };
    categories(request).set(category.id, category);
    return { ...buildEntity(request, context(request), category), status: 201 };
  };

  const change = (request: GraphRequest): GraphResult => {
    const category = find(request);
    const { displayName, color } = propertiesOf(request.body);
    if (displayName) throw badRequest("The name of a category cannot be changed.", "ErrorInvalidRequest");
    if (color) category.color = String(color);
    return buildEntity(request, context(request), category);
  };

  const remove = (request: GraphRequest): GraphResult => {
    categories(request).delete(find(request).id);
    return noContentResult();
  };

  return [
    defineRoute("GET", path, list),
    defineRoute("POST", path, create),
    defineRoute("GET", `${path}/{category}`, (request) => buildEntity(request, context(request), find(request))),
    defineRoute("PATCH", `${path}/{category}`, change),
    defineRoute("DELETE", `${path}/{category}`, remove),
  ];
}
