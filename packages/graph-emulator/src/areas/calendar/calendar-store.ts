import type { Clock } from "@casement/core";
import { consumersTenantId, type Directory } from "../../directory.ts";
import { notFound } from "../../protocol/graph-fault.ts";
import type { IdGenerator } from "../../protocol/store/id-generator.ts";
import type { MeetingMail } from "./meeting-mail.ts";
import type { CalendarOwner, StoredCalendar } from "./stored-calendar.ts";
import type { EventFields, EventState, StoredEvent } from "./stored-event.ts";

const myCalendars = "0006f0b7-0000-0000-c000-000000000046";

/** All calendars of all mailboxes. An owner and its default calendar are created at first use. */
export class CalendarStore {
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly directory: Directory;
  readonly #owners = new Map<string, CalendarOwner>();
  #version = 0;
  #changedAt: Date;
  /** Delivers mails about meetings. Set when the mail area exists. */
  deliverMeetingMail: (mail: MeetingMail) => void = () => {};
  /** Whether requests, updates, responses, and cancellations are sent as mail. */
  mailsMeetings = true;

  constructor(options: { clock: Clock; ids: IdGenerator; directory: Directory }) {
    this.clock = options.clock;
    this.#changedAt = options.clock.now();
    this.ids = options.ids;
    this.directory = options.directory;
  }

  /** Returns an owner by user id, user principal name, or mail address. */
  owner(idOrName: string): CalendarOwner {
    const known = this.#owners.get(idOrName);
    if (known) return known;
    const user = this.directory.user(idOrName);
    if (!user) throw notFound("The specified user was not found.");
    return (
      this.#owners.get(user.id) ??
      this.addOwner({
        id: user.id,
        name: user.displayName,
        address: user.mail,
        timeZone: user.timeZone,
        kind: user.tenantId === consumersTenantId ? "personal" : "work",
        tenantId: user.tenantId,
      })
    );
  }

  /** Adds an owner with a default calendar. */
  addOwner(details: Pick<CalendarOwner, "id" | "name" | "address" | "timeZone" | "kind" | "tenantId">): CalendarOwner {
    const owner: CalendarOwner = {
      ...details,
      calendars: new Map(),
      groups: new Map(),
      events: new Map(),
      categories: new Map(),
      keepDeclined: true,
    };
    this.#owners.set(details.id, owner);
    const group = this.ids.exchange("calendarGroup");
    owner.groups.set(group, { id: group, name: "My Calendars", classId: myCalendars, version: this.nextVersion(), isDefault: true });
    this.addCalendar(owner, { name: "Calendar", isDefault: true, isRemovable: false });
    for (const [index, displayName] of [
      "Red category",
      "Orange category",
      "Yellow category",
      "Green category",
      "Blue category",
      "Purple category",
    ].entries()) {
      const id = this.ids.guid("category");
      owner.categories.set(id, { id, displayName, color: `preset${[0, 1, 3, 4, 7, 8][index]}` });
    }
    return owner;
  }

  addCalendar(owner: CalendarOwner, fields: Partial<StoredCalendar> & { name: string }): StoredCalendar {
    const calendar: StoredCalendar = {
      groupId: [...owner.groups.keys()][0]!,
      color: "auto",
      hexColor: "",
      isDefault: false,
      canEdit: true,
      isRemovable: true,
      ...fields,
      id: this.ids.exchange("calendar"),
      version: this.nextVersion(),
    };
    owner.calendars.set(calendar.id, calendar);
    return calendar;
  }

  removeCalendar(owner: CalendarOwner, calendar: StoredCalendar): void {
    owner.calendars.delete(calendar.id);
    for (const event of [...owner.events.values()]) if (event.calendarId === calendar.id) this.removeEvent(owner, event);
  }

  removeEvent(owner: CalendarOwner, event: StoredEvent): void {
    owner.events.delete(event.id);
    this.nextVersion();
  }

  defaultCalendar(owner: CalendarOwner): StoredCalendar {
    return [...owner.calendars.values()].find((calendar) => calendar.isDefault)!;
  }

  /** Returns the owner and calendar that store the events of a calendar. They are in another mailbox for a shared calendar. */
  sourceOf(owner: CalendarOwner, calendar: StoredCalendar): { owner: CalendarOwner; calendar: StoredCalendar } {
    if (!calendar.sharedFrom) return { owner, calendar };
    const from = this.owner(calendar.sharedFrom.ownerId);
    const found = from.calendars.get(calendar.sharedFrom.calendarId);
    if (!found) throw notFound();
    return { owner: from, calendar: found };
  }

  eventsIn(owner: CalendarOwner, calendar: StoredCalendar): StoredEvent[] {
    const home = this.sourceOf(owner, calendar);
    return [...home.owner.events.values()].filter((event) => event.calendarId === home.calendar.id);
  }

  /** Returns the copies of a meeting in mailboxes other than `owner`'s. */
  otherCopies(owner: CalendarOwner, iCalUId: string): { owner: CalendarOwner; event: StoredEvent }[] {
    return [...this.#owners.values()]
      .filter((other) => other !== owner)
      .flatMap((other) =>
        [...other.events.values()].filter((event) => event.iCalUId === iCalUId).map((event) => ({ owner: other, event })),
      );
  }

  /** Sends a mail about a meeting, unless it has no recipients. */
  sendMeetingMail(mail: MeetingMail): void {
    if (this.mailsMeetings && mail.to.length > 0) this.deliverMeetingMail(mail);
  }

  /** Marks an event as changed now. */
  markChanged(event: { version: number; modified: Date }): void {
    event.version = this.nextVersion();
    event.modified = this.clock.now();
  }

  /** Turns an occurrence into an exception, or changes an existing exception. */
  changeOccurrence(event: StoredEvent, date: string, fields: Partial<EventFields & EventState>): void {
    const before = event.exceptions.get(date);
    event.exceptions.set(date, { fields: { ...before?.fields, ...fields }, version: this.nextVersion(), modified: this.clock.now() });
  }

  /** Returns the version of the last change of a series' occurrences, or 0 if the event is not a series. */
  revisionOf(ownerId: string, eventId: string): number {
    const exceptions = this.#owners.get(ownerId)?.events.get(eventId)?.exceptions.values() ?? [];
    return Math.max(0, ...[...exceptions].map(({ version }) => version));
  }

  /** Version of the last change of any item. */
  get version(): number {
    return this.#version;
  }

  /** Time of the last change of any item. Used as the time of change of every calendar. */
  get changedAt(): Date {
    return this.#changedAt;
  }

  nextVersion(): number {
    this.#changedAt = this.clock.now();
    return ++this.#version;
  }
}

/** Returns an opaque value that changes with every change of an item. */
export function changeKeyOf(item: { id: string; version: number }): string {
  return Buffer.from(`${item.id.slice(-10, -4)}${item.version.toString(36).padStart(8, "0")}`).toString("base64");
}
