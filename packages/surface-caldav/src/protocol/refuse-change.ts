import type { DavContext } from "../collections/dav-context.ts";
import { xmlElement } from "../xml/write-xml.ts";
import { davName, nameOf } from "../xml/xml-names.ts";
import { DavError } from "./dav-error.ts";
import type { DavTarget } from "./dav-paths.ts";
import { createMultistatus, hrefElement, propertyStatus } from "./multistatus.ts";
import { readXmlBody } from "./read-body.ts";

/** What changes collections, or copies: not possible here. @throws DavError 403 */
export async function refuseChange(context: DavContext, target: DavTarget): Promise<never> {
  const reason =
    target.kind === "resource"
      ? "Events and tasks cannot be copied on the server."
      : "Calendars and lists are added and removed in Outlook and To Do, not by calendar programs.";
  const resource = hrefElement(context.hrefOf(context.mounted.path)) + xmlElement(davName("privilege"), xmlElement(davName("write")));
  throw new DavError(403, reason, { precondition: davName("need-privileges"), content: xmlElement(davName("resource"), resource) });
}

/** PROPPATCH: each property is refused on its own (RFC 4918, section 9.2). */
export async function refuseProppatch(context: DavContext): Promise<Response> {
  const body = await readXmlBody(context.request);
  if (!body || nameOf(body) !== davName("propertyupdate")) throw new DavError(400, "The XML of a PROPPATCH is a propertyupdate element.");
  const names = body.children.flatMap(({ children }) => children.flatMap((prop) => prop.children.map(nameOf)));
  const refused = propertyStatus(
    names.map((name) => [name, ""]),
    "403 Forbidden",
    xmlElement(davName("error"), xmlElement(davName("cannot-modify-protected-property"))),
  );
  return createMultistatus([xmlElement(davName("response"), hrefElement(context.hrefOf(context.mounted.path)) + refused)]);
}
