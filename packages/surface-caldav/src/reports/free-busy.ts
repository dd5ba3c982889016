import type { CalendarComponent } from "@casement/core";
import type { Collection } from "@casement/host";
import { utcAt } from "../collections/calendar-moments.ts";
import { type DavContext, timeZoneOf } from "../collections/dav-context.ts";
import { occurrencesOf } from "../collections/resource-occurrences.ts";
import { formatUtc } from "../ical/ical-properties.ts";
import { writeCalendar, writeProperty } from "../ical/write-ical.ts";
import { DavError } from "../protocol/dav-error.ts";
import { inBatches } from "../protocol/multistatus.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { caldavName, nameOf } from "../xml/xml-names.ts";
import { overlapsEvent, readTimeRange } from "./time-range.ts";

/** The report `free-busy-query` of RFC 4791, section 7.10. It tells times alone. */
export async function queryFreeBusy(context: DavContext, collection: Collection, report: XmlElement): Promise<Response> {
  const element = report.children.find((child) => nameOf(child) === caldavName("time-range"));
  const range = element && readTimeRange(element);
  if (!range || !Number.isFinite(range.from) || !Number.isFinite(range.until))
    throw new DavError(400, "A free-busy-query has a time-range with start and end.");
  const zone = timeZoneOf(context.account);
  const heads = collection.component === "VEVENT" ? await collection.heads([range.from, range.until]) : [];
  const matching = heads.filter(({ spans }) => spans.some((span) => overlapsEvent(span, range)));
  const busy = new Map<string, [from: number, until: number][]>();
  for (const batch of inBatches(matching)) {
    const resources = await collection.read(batch.map(({ group }) => group));
    for (const [at, { spans }] of batch.entries()) {
      const resource = resources[at];
      for (const { span, component } of resource ? occurrencesOf(resource, spans, zone) : []) {
        const type = busyTypeOf(component);
        if (type === undefined || !overlapsEvent(span, range) || span[0] === span[1]) continue;
        busy.set(type, [...(busy.get(type) ?? []), [Math.max(span[0], range.from), Math.min(span[1], range.until)]]);
      }
    }
  }
  const utc = (moment: number): string => formatUtc(utcAt(moment));
  const lines = [...busy].map(([type, spans]) =>
    writeProperty({
      name: "FREEBUSY",
      parameters: { FBTYPE: type },
      values: joinSpans(spans).map(([from, until]) => `${utc(from)}/${utc(until)}`),
    }),
  );
  const head = [`DTSTAMP:${utc(range.from)}`, `DTSTART:${utc(range.from)}`, `DTEND:${utc(range.until)}`];
  const text = writeCalendar(["BEGIN:VFREEBUSY", ...head, ...lines, "END:VFREEBUSY"]);
  return new Response(text, { headers: { "content-type": "text/calendar; charset=utf-8", "cache-control": "no-store" } });
}

function busyTypeOf({ transp, status, xProperties }: CalendarComponent): string | undefined {
  if (transp === "TRANSPARENT" || status === "CANCELLED") return undefined;
  if (xProperties?.["X-MICROSOFT-CDO-BUSYSTATUS"] === "OOF") return "BUSY-UNAVAILABLE";
  return status === "TENTATIVE" || xProperties?.["X-MICROSOFT-CDO-BUSYSTATUS"] === "TENTATIVE" ? "BUSY-TENTATIVE" : "BUSY";
}

/** In order, with those that touch joined. */
function joinSpans(spans: readonly (readonly [number, number])[]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [from, until] of [...spans].sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else joined.push([from, until]);
  }
  return joined;
}
