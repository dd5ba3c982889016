import type { CalendarResource } from "@casement/core";
import type { Collection, ResourceHead } from "@casement/host";
import { type DavContext, resourcePath, timeZoneOf } from "../collections/dav-context.ts";
import { objectProperties } from "../collections/resource-properties.ts";
import { writeIcal } from "../ical/write-ical.ts";
import { DavError } from "../protocol/dav-error.ts";
import { propertyResponse } from "../protocol/multistatus.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { escapeXml } from "../xml/write-xml.ts";
import { caldavName, davName, nameOf } from "../xml/xml-names.ts";
import { readDataSelection } from "./data-selection.ts";
import { expandResource } from "./expand-resource.ts";
import { readTimeRange } from "./time-range.ts";

/** Makes the response for one resource of a report. */
export interface ResourceResponder {
  /** Whether the content of the resources is wanted. */
  readonly needsContent: boolean;
  respond(head: ResourceHead, resource: CalendarResource | undefined): string;
}

/** @throws DavError 403 for another kind of data than iCalendar 2.0 */
export function createResponder(context: DavContext, collection: Collection, report: XmlElement): ResourceResponder {
  const [prop] = report.children.filter((child) => nameOf(child) === davName("prop"));
  const names = [...new Set(prop?.children.map(nameOf) ?? [])];
  const data = prop?.children.find((child) => nameOf(child) === caldavName("calendar-data"));
  const { "content-type": type = "text/calendar", version = "2.0" } = data?.attributes ?? {};
  if (type.toLowerCase() !== "text/calendar" || version !== "2.0")
    throw new DavError(403, "Calendar data is text/calendar, version 2.0.", { precondition: caldavName("supported-calendar-data") });
  const expand = data?.children.find((child) => nameOf(child) === caldavName("expand"));
  const range = expand && collection.component === "VEVENT" ? readTimeRange(expand, caldavName("valid-calendar-data")) : undefined;
  const zone = timeZoneOf(context.account);
  const { component } = collection;
  const selection = readDataSelection(data, component);
  const write = ({ spans }: ResourceHead, resource: CalendarResource): string => {
    const shown = range ? expandResource(resource, spans, range, zone) : resource;
    return shown ? writeIcal({ resource: shown, component }, selection) : "";
  };
  return {
    needsContent: data !== undefined,
    respond(head, resource) {
      const path = context.hrefOf(resourcePath(context, collection, head.name));
      const properties = new Map(
        objectProperties({ account: collection.account, canWrite: context.canWrite, hrefOf: context.hrefOf }, collection, head.etag),
      );
      if (data && resource) properties.set(caldavName("calendar-data"), escapeXml(write(head, resource)));
      return propertyResponse(
        path,
        names.map((name) => [name, properties.get(name)]),
      );
    },
  };
}
