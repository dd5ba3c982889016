import { type DavContext, findCollection, requireComplete, requireWritable, resourcePath } from "../collections/dav-context.ts";
import { InvalidIcal } from "../ical/invalid-ical.ts";
import { readIcal } from "../ical/read-ical.ts";
import type { IcalObject } from "../ical/write-ical.ts";
import { caldavName } from "../xml/xml-names.ts";
import { DavError } from "./dav-error.ts";
import type { DavTarget } from "./dav-paths.ts";
import { readText } from "./read-body.ts";
import { refuseChange } from "./refuse-change.ts";
import { readConditions } from "./write-conditions.ts";
import { requireDone, toDavError } from "./write-outcome.ts";

const maxBytes = 1024 * 1024;

/**
 * PUT of an event or a task. The answer has no ETag, because what Microsoft 365 stores is never what the client sent, octet by octet (RFC 4791,
 * section 5.3.4). @throws DavError
 */
export async function putResource(context: DavContext, target: DavTarget): Promise<Response> {
  if (target.kind !== "resource") return refuseChange(context, target);
  const { request } = context;
  const collection = await findCollection(context, target.segment);
  requireWritable(context, collection);
  const text = await readIcalText(request);
  const { resource, component } = readObject(text, request.headers.get("content-type"));
  if (component !== collection.component)
    throw new DavError(403, `This collection has ${collection.component}, and no ${component}.`, {
      precondition: caldavName("supported-calendar-component"),
    });
  requireComplete(collection);
  if (target.name.length > 255) throw new DavError(403, "The name of the resource is too long.");
  const hrefOf = (name: string): string => context.hrefOf(resourcePath(context, collection, name));
  const notifies = request.headers.get("schedule-reply")?.trim().toUpperCase() !== "F";
  const write = { name: target.name, resource, expected: readConditions(request), notifies };
  const { done, name } = requireDone(await collection.write(write).catch((error) => Promise.reject(toDavError(error))), hrefOf);
  // A program that puts an invitation by mail at an address of its own finds the event at the one that it has.
  const headers = name === target.name ? {} : { location: hrefOf(name) };
  return new Response(null, { status: done === "created" ? 201 : 204, headers });
}

async function readIcalText(request: Request): Promise<string> {
  try {
    return await readText(request, maxBytes, caldavName("max-resource-size"));
  } catch (error) {
    if (error instanceof DavError) throw error;
    throw new DavError(403, "The text is not in the charset that its Content-Type names, or not in UTF-8.", {
      precondition: caldavName("valid-calendar-data"),
    });
  }
}

function readObject(text: string, type: string | null): IcalObject {
  if (type !== null && !/^text\/(calendar|plain)\b/i.test(type.trim()))
    throw new DavError(403, "A resource is text/calendar.", { precondition: caldavName("supported-calendar-data") });
  try {
    return readIcal(text);
  } catch (error) {
    if (!(error instanceof InvalidIcal)) throw error;
    throw new DavError(403, error.message, { precondition: caldavName(error.precondition) });
  }
}

/** DELETE of an event or a task. @throws DavError */
export async function deleteResource(context: DavContext, target: DavTarget): Promise<Response> {
  if (target.kind !== "resource") return refuseChange(context, target);
  const { request } = context;
  const collection = await findCollection(context, target.segment);
  requireWritable(context, collection);
  requireComplete(collection);
  const notifies = request.headers.get("schedule-reply")?.trim().toUpperCase() !== "F";
  const write = { name: target.name, resource: undefined, expected: readConditions(request), notifies };
  requireDone(await collection.write(write).catch((error) => Promise.reject(toDavError(error))), context.hrefOf);
  return new Response(null, { status: 204 });
}
