import type { CalendarAccount } from "../../acceptance/caldav/calendar-check.ts";
import { calendarQueryBody, resourcesIn, sendDav } from "../../acceptance/caldav/dav-request.ts";
import type { MeasuredServer } from "./measured-server.ts";

/** Copies all events of a calendar, as they are, into a new calendar of Radicale, which takes them in one request. Returns its address. */
export async function copyCalendar(from: Pick<MeasuredServer, "account" | "calendar">, to: CalendarAccount): Promise<string> {
  const address = new URL(`${to.userName}/crowd/`, to.address).href;
  const { text } = await sendDav(from.account, "REPORT", from.calendar, calendarQueryBody());
  const parts = new Set(resourcesIn(text).flatMap((resource) => unescapeXml(resource.text).match(component) ?? []));
  const head = ["BEGIN:VCALENDAR", "PRODID:-//Casement//Bench//EN", "VERSION:2.0"].join("\r\n");
  const { status, text: answer } = await sendDav(to, "PUT", address, `${head}\r\n${[...parts].join("")}END:VCALENDAR\r\n`);
  if (status !== 201) throw new Error(`The calendar could not be copied: ${status} ${answer.slice(0, 300)}`);
  return address;
}

/** A time zone or an event. Several events can share one zone. */
const component = /BEGIN:(VTIMEZONE|VEVENT)\r?\n[\s\S]*?END:\1\r?\n/g;

const unescapeXml = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
