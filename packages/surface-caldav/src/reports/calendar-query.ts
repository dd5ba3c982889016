import type { Collection } from "@casement/host";
import { type DavContext, timeZoneOf } from "../collections/dav-context.ts";
import { inBatches, streamMultistatus } from "../protocol/multistatus.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { caldavName, nameOf } from "../xml/xml-names.ts";
import { createResponder } from "./calendar-data.ts";
import { readCalendarFilter } from "./calendar-filter.ts";

/** The report `calendar-query` of RFC 4791, section 7.8. */
export async function queryCalendar(context: DavContext, collection: Collection, report: XmlElement): Promise<Response> {
  const responder = createResponder(context, collection, report);
  const filter = readCalendarFilter(
    report.children.find((child) => nameOf(child) === caldavName("filter")),
    { component: collection.component, zone: timeZoneOf(context.account) },
  );
  const { range } = filter;
  const heads = (await collection.heads(range && [range.from, range.until])).filter(filter.matchesHead);
  async function* batches(): AsyncGenerator<string> {
    for (const batch of inBatches(heads)) {
      const resources = await collection.read(batch.map(({ group }) => group));
      yield batch
        .map((head, at) => {
          const resource = resources[at];
          // It may have been removed since the list was made.
          return resource && filter.matches(resource, head.spans) ? responder.respond(head, resource) : "";
        })
        .join("");
    }
  }
  return streamMultistatus(batches());
}
