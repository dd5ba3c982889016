import type { ChangeSubscription, SubscribeQuery } from "@casement/core";
import type { CalendarViewData } from "@casement/graph-calendar";
import type { CalendarConfig } from "./config.ts";

/**
 * One subscription reports the changes of all calendars of the own mailbox. Graph has none for calendars of other people and for shared mailboxes:
 * https://learn.microsoft.com/graph/api/subscription-post-subscriptions#permissions
 */
export function subscribeToCalendar({
  account,
  sensors,
}: SubscribeQuery<CalendarConfig>): ChangeSubscription<"Calendars.Read"> | undefined {
  const isOwn = account.mailbox === "/me" && sensors.every(({ viewData }) => (viewData as CalendarViewData | undefined)?.own === true);
  return isOwn ? { resource: "me/events", changes: ["created", "updated", "deleted"], scope: "Calendars.Read" } : undefined;
}
