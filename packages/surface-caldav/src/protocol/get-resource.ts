import { type DavContext, findCollection, requireComplete } from "../collections/dav-context.ts";
import { entityTag } from "../collections/resource-properties.ts";
import { writeIcal } from "../ical/write-ical.ts";
import { DavError } from "./dav-error.ts";
import type { DavTarget } from "./dav-paths.ts";
import { createTextResponse } from "./text-response.ts";

/** GET and HEAD. @throws DavError 404, 405 */
export async function getResource(context: DavContext, target: DavTarget): Promise<Response> {
  if (target.kind !== "resource")
    throw new DavError(405, "This address is for calendar programs, which use PROPFIND and REPORT. A browser finds nothing here.");
  const collection = await findCollection(context, target.segment);
  requireComplete(collection);
  const head = (await collection.heads()).find(({ name }) => name === target.name);
  const [resource] = head ? await collection.read([head.group]) : [];
  if (!head || !resource) throw new DavError(404, "There is no such event or task. It may have been removed.");
  const { component } = collection;
  return createTextResponse(context.request, {
    etag: entityTag(head.etag),
    type: `text/calendar; charset=utf-8; component=${component.toLowerCase()}`,
    text: () => writeIcal({ resource, component }),
  });
}
