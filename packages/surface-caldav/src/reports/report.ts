import type { Collection } from "@casement/host";
import { type DavContext, findCollection, requireComplete } from "../collections/dav-context.ts";
import { DavError } from "../protocol/dav-error.ts";
import type { DavTarget } from "../protocol/dav-paths.ts";
import { readXmlBody } from "../protocol/read-body.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { caldavName, davName, nameOf, type XmlName } from "../xml/xml-names.ts";
import { multigetCalendar } from "./calendar-multiget.ts";
import { queryCalendar } from "./calendar-query.ts";
import { queryFreeBusy } from "./free-busy.ts";
import { syncCollection } from "./sync-collection.ts";

type Report = (context: DavContext, collection: Collection, report: XmlElement) => Promise<Response>;

const reports: ReadonlyMap<XmlName, Report> = new Map([
  [caldavName("calendar-query"), queryCalendar],
  [caldavName("calendar-multiget"), multigetCalendar],
  [caldavName("free-busy-query"), queryFreeBusy],
  [davName("sync-collection"), syncCollection],
]);

/** REPORT of RFC 3253. @throws DavError */
export async function respondToReport(context: DavContext, target: DavTarget): Promise<Response> {
  const body = await readXmlBody(context.request);
  if (!body) throw new DavError(400, "A REPORT needs XML that says which report it is.");
  const report = target.kind === "collection" ? reports.get(nameOf(body)) : undefined;
  if (target.kind !== "collection" || !report)
    throw new DavError(403, "There is no such report here.", { precondition: davName("supported-report") });
  const collection = await findCollection(context, target.segment);
  requireComplete(collection);
  return report(context, collection, body);
}
