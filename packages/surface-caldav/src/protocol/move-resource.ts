import { isExpected } from "@casement/host";
import { type DavContext, findCollection, requireComplete, requireWritable, resourcePath } from "../collections/dav-context.ts";
import { caldavName } from "../xml/xml-names.ts";
import { DavError } from "./dav-error.ts";
import { type DavTarget, hrefPath, parseDavPath } from "./dav-paths.ts";
import { refuseChange } from "./refuse-change.ts";
import { readConditions } from "./write-conditions.ts";
import { requireDone, toDavError } from "./write-outcome.ts";

/**
 * MOVE of an event or a task to another collection. Microsoft 365 moves neither, so it is created there and removed here. @throws DavError
 */
export async function moveResource(context: DavContext, target: DavTarget): Promise<Response> {
  if (target.kind !== "resource") return refuseChange(context, target);
  const { request, mounted } = context;
  const source = await findCollection(context, target.segment);
  requireWritable(context, source);
  const path = hrefPath(request.headers.get("destination") ?? "", request, mounted.basePath);
  const to = path === undefined || !request.headers.has("destination") ? undefined : parseDavPath(path);
  if (to?.kind !== "resource" || to.account !== target.account)
    throw new DavError(403, "The destination must be a resource of the same account.", {
      precondition: caldavName("calendar-collection-location-ok"),
    });
  const destination = await findCollection(context, to.segment);
  if (source.id === destination.id) throw new DavError(403, "The address of an event or task within its collection cannot be changed.");
  requireWritable(context, destination);
  for (const collection of [source, destination]) requireComplete(collection);
  if (source.component !== destination.component)
    throw new DavError(403, `The destination has ${destination.component}, and no ${source.component}.`, {
      precondition: caldavName("supported-calendar-component"),
    });
  const head = (await source.heads()).find(({ name }) => name === target.name);
  const [resource] = head ? await source.read([head.group]) : [];
  if (!head || !resource) throw new DavError(404, "There is no such event or task. It may have been removed.");
  const conditions = readConditions(request);
  if (conditions && !isExpected(conditions, head.etag)) throw new DavError(412, "It is not as the program expects. Synchronize first.");
  if (resource.components.some(({ attendees = [] }) => attendees.length > 0))
    throw new DavError(403, "A meeting cannot be moved to another calendar: all its people would be invited again.", {
      precondition: caldavName("allowed-organizer-scheduling-object-change"),
    });
  const failed = (error: unknown): never => {
    throw toDavError(error);
  };
  const added = destination.write({ name: to.name, resource, isMoved: true, expected: { noneMatch: "any" } });
  requireDone(await added.catch(failed), (name) => context.hrefOf(resourcePath(context, destination, name)));
  requireDone(await source.write({ name: target.name, resource: undefined, notifies: false }).catch(failed), context.hrefOf);
  return new Response(null, { status: 201 });
}
