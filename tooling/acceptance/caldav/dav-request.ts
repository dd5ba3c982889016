import type { CalendarAccount } from "./calendar-check.ts";

export interface DavResource {
  readonly path: string;
  readonly etag: string;
  /** Not folded, with line breaks as in RFC 5545. */
  readonly text: string;
}

const prefixes = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"';

/** Sends a request of CalDAV. Returns the response's text. */
export async function sendDav(
  { userName, password }: CalendarAccount,
  method: string,
  address: string,
  body: string,
  depth = "1",
): Promise<{ readonly status: number; readonly text: string }> {
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
  const type = method === "PUT" ? "text/calendar; charset=utf-8" : "application/xml; charset=utf-8";
  const response = await fetch(address, {
    method,
    headers: { authorization, depth, "content-type": type },
    ...(body !== "" && { body }),
  });
  return { status: response.status, text: await response.text() };
}

export const propfindBody = (properties: string): string => `<D:propfind ${prefixes}><D:prop>${properties}</D:prop></D:propfind>`;

/** A calendar-query for all events, or for those between two times such as `20260302T000000Z`. */
export function calendarQueryBody(range?: readonly [start: string, end: string]): string {
  const timeRange = range ? `<C:time-range start="${range[0]}" end="${range[1]}"/>` : "";
  return `<C:calendar-query ${prefixes}><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR">
<C:comp-filter name="VEVENT">${timeRange}</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`;
}

export const multigetBody = (paths: readonly string[]): string =>
  `<C:calendar-multiget ${prefixes}><D:prop><D:getetag/><C:calendar-data/></D:prop>${paths.map((path) => `<D:href>${path}</D:href>`).join("")}</C:calendar-multiget>`;

export const syncBody = (token: string): string =>
  `<D:sync-collection ${prefixes}><D:sync-token>${token}</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>`;

/** The resources in a response. */
export function resourcesIn(text: string): DavResource[] {
  return text
    .split(/<(?:\w+:)?response>/)
    .slice(1)
    .map((part) => ({
      path: /<(?:\w+:)?href>([^<]*)</.exec(part)?.[1] ?? "",
      etag: /<(?:\w+:)?getetag>([^<]*)</.exec(part)?.[1] ?? "",
      text: part.replaceAll("&#13;", "\r").replace(/\r?\n[ \t]/g, ""),
    }));
}

/** The values of a property in the first event or task of each resource, sorted, such as all summaries. Time zones have properties of the same names. */
export function valuesOf(resources: readonly DavResource[], property: string): string[] {
  const pattern = new RegExp(`^${property}[^:\n]*:(.*?)\r?$`, "m");
  return resources.flatMap(({ text }) => pattern.exec(text.slice(text.search(/BEGIN:(VEVENT|VTODO)/)))?.[1] ?? []).sort();
}
