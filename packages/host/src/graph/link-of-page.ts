import type { GraphRequest } from "./graph-request.ts";
import { invalidPage } from "./invalid-page.ts";
import { pathShapeOf } from "./path-shape.ts";
import { unquoteKeys } from "./request-target.ts";

/**
 * Checks that a next link or delta link belongs to the collection that was asked for. Graph may write the path in another way
 * (`mailfolders('…')`, `/users('…')` for `/me`, the id of a well-known folder), but it ends in the same names and has the same ids.
 * @throws CasementError `graph-error`
 */
export function checkLink(asked: GraphRequest, link: GraphRequest): void {
  // OneDrive and SharePoint write ids of their own into their links.
  if (/^\/(?:drives|sites|shares|(?:me|users\/[^/]+|groups\/[^/]+)\/drives?)(?:\/|$)/i.test(asked.path)) return;
  const [askedParts, linkParts] = [partsOf(asked.path), partsOf(link.path)];
  const ending = askedParts.names.slice(-2).join("/");
  const linkEnding = linkParts.names.slice(-Math.min(2, askedParts.names.length)).join("/");
  if (ending !== linkEnding || askedParts.ids.some((id) => !linkParts.ids.includes(id)))
    throw invalidPage(asked, "links to something else than what was asked for");
}

function partsOf(path: string): { names: string[]; ids: string[] } {
  const names: string[] = [];
  const ids: string[] = [];
  const shape = pathShapeOf(path).split("/").slice(1);
  for (const [index, segment] of unquoteKeys(path).slice(1).split("/").entries()) {
    const text = decodeURIComponent(segment).replace(/\(\)$/, "").toLowerCase();
    if (index === 1 && shape[0] === "users") continue;
    if (index === 0 && (text === "me" || text === "users")) continue;
    if (shape[index] === "{id}") ids.push(text);
    else names.push(text);
  }
  return { names, ids };
}
