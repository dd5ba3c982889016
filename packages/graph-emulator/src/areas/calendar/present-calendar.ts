import { type CalendarStore, changeKeyOf } from "./calendar-store.ts";
import type { CalendarOwner, StoredCalendar, StoredCalendarGroup } from "./stored-calendar.ts";

/** Presents a calendar as a GET returns it. Shape: Microsoft's example of calendar-get. */
export function presentCalendar(store: CalendarStore, owner: CalendarOwner, calendar: StoredCalendar): object {
  const { sharedFrom } = calendar;
  const from = sharedFrom ? store.owner(sharedFrom.ownerId) : owner;
  const provider = { work: "teamsForBusiness", personal: "skypeForConsumer", group: "teamsForBusiness" }[owner.kind];
  return {
    id: calendar.id,
    name: calendar.name,
    color: calendar.color,
    hexColor: calendar.hexColor,
    isDefaultCalendar: calendar.isDefault,
    changeKey: changeKeyOf(calendar),
    canShare: !sharedFrom && owner.kind !== "group",
    canViewPrivateItems: sharedFrom?.canViewPrivateItems ?? true,
    canEdit: calendar.canEdit,
    allowedOnlineMeetingProviders: sharedFrom ? [] : [provider],
    defaultOnlineMeetingProvider: sharedFrom ? "unknown" : provider,
    isTallyingResponses: calendar.isDefault,
    isRemovable: calendar.isRemovable,
    owner: { name: from.name, address: from.address },
  };
}

export function presentCalendarGroup(group: StoredCalendarGroup): object {
  return { name: group.name, classId: group.classId, changeKey: changeKeyOf(group), id: group.id };
}
