import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { createdResult, defineRoute, type GraphRequest, noContentResult, okResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import {
  addOpenExtension,
  changeOpenExtension,
  findOpenExtension,
  type ItemExtensions,
  noExtensions,
  presentOpenExtension,
  removeOpenExtension,
} from "./item-extensions.ts";

/** How the routes reach the item of a request. */
export interface ExtensionAccess {
  /** End of `@odata.context` up to the item. */
  context(request: GraphRequest): string;
  /** @throws GraphFault when the item does not exist. */
  read(request: GraphRequest): ItemExtensions | undefined;
  write(request: GraphRequest, extensions: ItemExtensions): void;
}

/** Creates the routes for open extensions of the items at these paths: list, create, read, change, and delete. */
export function createExtensionRoutes(itemPaths: readonly string[], { context, read, write }: ExtensionAccess): Route[] {
  const extensionsOf = (request: GraphRequest) => read(request) ?? noExtensions;
  const contextOf = (request: GraphRequest) => `${context(request)}/extensions`;
  const find = (request: GraphRequest): { extensions: ItemExtensions; name: string } => {
    const extensions = extensionsOf(request);
    const name = findOpenExtension(extensions, request.params.extension!);
    if (name === undefined) throw createRefusal("extension-unknown");
    return { extensions, name };
  };
  return itemPaths.flatMap((item) => [
    defineRoute("GET", `${item}/extensions`, (request) => {
      const extensions = extensionsOf(request);
      const present = (name: string) => presentOpenExtension(extensions, name);
      return buildListPage(request, Object.keys(extensions.open), {
        context: contextOf(request),
        read: present,
        present,
        defaultTop: 10,
        maxTop: 1000,
        above: "cap",
      });
    }),
    defineRoute("POST", `${item}/extensions`, (request) => {
      const before = extensionsOf(request);
      const extensions = addOpenExtension(before, request.body);
      write(request, extensions);
      const name = Object.keys(extensions.open).at(-1)!;
      const created = presentOpenExtension(extensions, name);
      return createdResult({ "@odata.context": `${request.origin}/v1.0/$metadata#${contextOf(request)}/$entity`, ...created });
    }),
    defineRoute("GET", `${item}/extensions/{extension}`, (request) => {
      const { extensions, name } = find(request);
      return buildEntity(request, contextOf(request), presentOpenExtension(extensions, name));
    }),
    defineRoute("PATCH", `${item}/extensions/{extension}`, (request) => {
      const { extensions, name } = find(request);
      const changed = changeOpenExtension(extensions, name, request.body);
      write(request, changed);
      return okResult(presentOpenExtension(changed, name));
    }),
    defineRoute("DELETE", `${item}/extensions/{extension}`, (request) => {
      const { extensions, name } = find(request);
      write(request, removeOpenExtension(extensions, name));
      return noContentResult();
    }),
  ]);
}
