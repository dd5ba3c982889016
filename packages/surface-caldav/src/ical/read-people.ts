import type { CalendarAttendee, CalendarPerson } from "@casement/core";
import { invalidData } from "./invalid-ical.ts";
import { type JcalProperty, parameterOf } from "./jcal.ts";

const address = /^[^\s@<>,;:]+@[^\s@<>,;:]+$/;

/** Undefined for the account itself, which programs can name by its principal. @throws InvalidIcal */
export function readPerson(property: JcalProperty): CalendarPerson | undefined {
  const value = String(property[3]);
  const email = /^mailto:/i.test(value) ? decodeAddress(value.slice(7)) : parameterOf(property, "email");
  if (email === undefined && /\/dav\/principals\/[^/]+\/?$/.test(value)) return undefined;
  if (email === undefined || !address.test(email)) throw invalidData(`${property[0].toUpperCase()} must be an email address (mailto:).`);
  const name = parameterOf(property, "cn");
  const agent = parameterOf(property, "schedule-agent")?.toUpperCase() ?? "SERVER";
  return { email, ...(name && { name }), ...(agent !== "SERVER" && { isNotified: false as const }) };
}

const answers: ReadonlySet<string> = new Set(["ACCEPTED", "TENTATIVE", "DECLINED"]);

export function readAttendee(property: JcalProperty): CalendarAttendee[] {
  const person = readPerson(property);
  if (!person) return [];
  const partstat = parameterOf(property, "partstat")?.toUpperCase() ?? "";
  const role = parameterOf(property, "role")?.toUpperCase() ?? "";
  const cutype = parameterOf(property, "cutype")?.toUpperCase() ?? "";
  return [
    {
      ...person,
      partstat: answers.has(partstat) ? (partstat as CalendarAttendee["partstat"]) : "NEEDS-ACTION",
      role: role.startsWith("OPT") || role.startsWith("NON") ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT",
      ...((cutype === "RESOURCE" || cutype === "ROOM") && { cutype: "RESOURCE" as const }),
    },
  ];
}

function decodeAddress(text: string): string {
  const [plain = ""] = text.trim().split("?");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
