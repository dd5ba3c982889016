import type { Account, CalendarAttendee, CalendarComponent, CalendarPerson } from "@casement/core";
import type { CalendarEventItem } from "../calendar-event.ts";

const participationStatuses: Readonly<Record<string, CalendarAttendee["partstat"]>> = {
  accepted: "ACCEPTED",
  organizer: "ACCEPTED",
  tentativelyAccepted: "TENTATIVE",
  declined: "DECLINED",
};

/**
 * Organizer and attendees of a meeting, as the account's user sees it. Lists of attendees can be hidden, and people are invited through
 * lists, so an invited user is always an attendee: programs need somebody to respond for.
 */
export function peopleOf(item: CalendarEventItem, account: Account): Pick<CalendarComponent, "organizer" | "attendees"> {
  const own = ownAddressOf(account);
  const people = (item.attendees ?? []).flatMap(({ email, ...person }) => (email === undefined ? [] : [{ ...person, email }]));
  const isInvited = item.isOrganizer === false && item.organizer?.email !== undefined;
  if (isInvited && !people.some(({ email }) => isSame(email, own)))
    people.push({ email: own, type: "required", response: item.responseStatus ?? "none" });
  if (people.length === 0) return {};
  const attendees = people.map(({ email, name, type, response }): CalendarAttendee => {
    // Exchange keeps the user's own response beside the list, which is later.
    const ownResponse = isSame(email, own) && item.responseStatus !== "none" ? item.responseStatus : undefined;
    return {
      ...personOf(email, name),
      partstat: participationStatuses[ownResponse ?? response] ?? "NEEDS-ACTION",
      role: type === "optional" ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT",
      ...(type === "resource" && { cutype: "RESOURCE" as const }),
    };
  });
  const { email, name } = item.organizer ?? {};
  return { ...(email !== undefined && { organizer: personOf(email, name) }), attendees };
}

const personOf = (email: string, name: string | undefined): CalendarPerson => ({ email, ...(name !== undefined && { name }) });

/** The address of the mailbox in use. */
export function ownAddressOf({ mailbox, username }: Account): string {
  return mailbox.startsWith("/users/") ? decodeURIComponent(mailbox.slice("/users/".length)) : username;
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
