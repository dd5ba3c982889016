import type { RefusalRow } from "../../refusals/refusal-row.ts";

/** Rows about calendars. Their tests are in `graph/calendar`. */
export const calendarRefusals = {
  "calendar-list-page-cap": {
    appliesTo: "GET /me/calendars",
    rule: "A page has 10 calendars by default. The remaining ones need `@odata.nextLink`.",
    source: "learn.microsoft.com/graph/api/user-list-calendars",
  },
  "calendar-well-known-name": {
    appliesTo: "/me/calendars/calendar",
    rule: "`calendar` names the default calendar.",
    unproven: "behavior",
    source: "github.com/mguessan/davmail uses it",
  },
  "calendar-delta-stubs": {
    appliesTo: "GET /me/calendarView/delta",
    rule: "Occurrences of a series are stubs with id, type, seriesMasterId, start, and end.",
    source: "github.com/microsoftgraph/microsoft-graph-docs/issues/7632; github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/34",
  },
  "calendar-delta-select": {
    appliesTo: "GET /me/calendarView/delta?$select",
    rule: "calendarView delta accepts no `$select`, `$expand`, `$filter`, `$orderby`, or `$search`.",
    source: "learn.microsoft.com/graph/api/event-delta; code and message as calendar clients quote them",
    status: 400,
    code: "ErrorInvalidUrlQuery",
    message:
      "The following parameters are not supported with change tracking over the 'CalendarView' resource: '$orderby, $filter, $select, $expand, $search'.",
  },
  "calendar-delta-top": {
    appliesTo: "GET /me/calendarView/delta?$top",
    rule: "calendarView delta accepts no `$top`. Clients can request a page size with `Prefer: odata.maxpagesize`.",
    source: "learn.microsoft.com/graph/delta-query-events; code and message as several calendar clients quote them",
    status: 400,
    code: "ErrorInvalidUrlQuery",
    message:
      "The '$top' parameter is not supported with change tracking over the 'CalendarView' resource as page size cannot be guaranteed.",
  },
  "calendar-view-needs-window": {
    appliesTo: "GET /me/calendarView, /me/calendarView/delta",
    rule: "Start and end of the window are required.",
    source: "learn.microsoft.com/graph/api/user-list-calendarview",
    status: 400,
    code: "ErrorInvalidParameter",
    message: "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.",
  },
  "calendar-view-range": {
    appliesTo: "GET /me/calendarView, /me/calendarView/delta",
    rule: "The window can be at most 1825 days long.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/user-list-calendarview; the number as clients quote it",
    status: 400,
    code: "ErrorCalendarViewRangeTooBig",
    message: "The requested time window is too long: the maximum number of days is 1825.",
  },
  "calendar-delta-primary-only": {
    appliesTo: "GET /me/calendars/{id}/calendarView/delta",
    rule: "Off by default: only the default calendar supports change tracking. Microsoft's pages contradict each other.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/event-delta: the primary calendar; learn.microsoft.com/graph/delta-query-events: any calendar",
    status: 400,
    code: "ErrorInvalidRequest",
    message: "Change tracking is not supported against this calendar: only the default calendar has it.",
  },
  "calendar-default-undeletable": {
    appliesTo: "DELETE /me/calendar, /me/calendars/{id}",
    rule: "The default calendar and other built-in calendars cannot be deleted.",
    source: "learn.microsoft.com/graph/api/calendar-delete; learn.microsoft.com/graph/api/resources/calendar: isRemovable",
    status: 400,
    code: "ErrorDeleteDistinguishedFolder",
    message: "Distinguished folders cannot be deleted.",
  },
  "meeting-times-choice": {
    appliesTo: "POST /me/findMeetingTimes",
    rule: "Suggestions begin every half hour of the given time, or of the next seven days, in the working hours of all. At most 20 are returned by default. People who are free count 100 %, unknown ones 49 %, others 0 %.",
    unproven: "behavior",
    source:
      "learn.microsoft.com/graph/api/user-findmeetingtimes, which says that the choice changes from time to time; learn.microsoft.com/graph/findmeetingtimes-example: confidence",
  },
  "calendar-readbasic-strips": {
    appliesTo: "GET events with Calendars.ReadBasic",
    rule: "With only `Calendars.ReadBasic`, body and preview are omitted.",
    source: "learn.microsoft.com/graph/permissions-reference#calendarsreadbasic",
  },
  "event-private-hidden": {
    appliesTo: "GET events of somebody else's calendar",
    rule: "Without the right to see private events, they have no subject, body, location, and attendees.",
    source:
      "learn.microsoft.com/graph/api/resources/calendar: canViewPrivateItems; learn.microsoft.com/graph/outlook-share-or-delegate-calendar",
  },
  "event-time-zone-unknown": {
    appliesTo: "POST, PATCH of events; Prefer: outlook.timezone",
    rule: "Of IANA's time zones, only some are accepted beside those of Windows: Europe/Berlin, but not Europe/Kyiv or CET. Also in the Prefer header.",
    source: "learn.microsoft.com/graph/api/resources/datetimetimezone; github.com/microsoftgraph/microsoft-graph-docs/issues/4758",
    status: 400,
    code: "TimeZoneNotSupportedException",
    message: "A valid TimeZone value must be specified. The following TimeZone value is not supported: '{zone}'.",
  },
  "event-all-day-midnight": {
    appliesTo: "POST, PATCH of events with isAllDay",
    rule: "Start and end of an all-day event must be midnight in the same time zone, at least one day apart.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/resources/event: isAllDay",
    status: 400,
    code: "ErrorPropertyValidationFailure",
    message: "Start and end of an all-day event need to be set to midnight in the same time zone, at least 24 hours apart.",
  },
  "event-response-by-organizer": {
    appliesTo: "POST /me/events/{id}/accept, tentativelyAccept, decline",
    rule: "Organizers cannot respond to their own meeting.",
    source: "learn.microsoft.com/graph/api/event-accept",
    status: 400,
    code: "ErrorInvalidRequest",
    message: "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.",
  },
  "event-cancel-by-attendee": {
    appliesTo: "POST /me/events/{id}/cancel",
    rule: "Only the organizer can cancel a meeting.",
    source: "learn.microsoft.com/graph/api/event-cancel",
    status: 400,
    code: "ErrorInvalidRequest",
    message: "Your request can't be completed. You need to be an organizer to cancel a meeting.",
  },
  "event-propose-new-time": {
    appliesTo: "POST /me/events/{id}/tentativelyAccept, decline with proposedNewTime",
    rule: "A new time can be proposed only if the event allows it and the response is sent.",
    unproven: "message",
    source: "learn.microsoft.com/graph/api/event-decline",
    status: 400,
    code: "ErrorInvalidRequest",
    message: "A new time can only be proposed when the organizer allows it and the response is sent.",
  },
  "event-online-meeting-stays": {
    appliesTo: "PATCH /me/events/{id}",
    rule: "An online meeting remains one. Later changes of isOnlineMeeting are ignored.",
    source: "learn.microsoft.com/graph/api/resources/event: isOnlineMeeting",
  },
  "event-online-meeting-body": {
    appliesTo: "PATCH /me/events/{id} with body",
    rule: "A new body without the join information of the online meeting ends the online meeting.",
    source: "learn.microsoft.com/graph/api/event-update: body property and online meetings",
  },
  "event-occurrence-name": {
    appliesTo: "GET events?$select=cancelledOccurrences,occurrenceId,uid; /me/events/OID.{seriesMasterId}.{date}",
    rule: "Occurrences are named by their series and original date, also where they are canceled. Such a name is accepted in place of an id. `uid` is the same for a series and its occurrences.",
    unproven: "behavior",
    source:
      "learn.microsoft.com/graph/api/event-get: example of cancelledOccurrences; github.com/microsoftgraph/microsoft-graph-docs/pull/7947; `occurrenceId` and `uid` are in the metadata of beta, not of v1.0",
  },
  "event-occurrence-uid": {
    appliesTo: "GET events",
    rule: "Each occurrence of a series has an `iCalUId` of its own, with its original date.",
    source: "learn.microsoft.com/graph/api/resources/event: iCalUId; learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal",
  },
  "event-series-first-day": {
    appliesTo: "POST /me/events with recurrence",
    rule: "A start that does not match the pattern moves to the first day that does. If there is none, the event is refused.",
    source:
      "learn.microsoft.com/graph/api/resources/recurrencerange; learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode: ErrorRecurrenceHasNoOccurrence",
    status: 400,
    code: "ErrorRecurrenceHasNoOccurrence",
    message: "The recurrence pattern has no valid occurrence instances.",
  },
  "event-series-month-end": {
    appliesTo: "recurrence of type absoluteMonthly, absoluteYearly",
    rule: "Day 31 of a shorter month and February 29 of a common year are the last day of that month. RFC 5545 would skip them.",
    source: "Outlook's recurrence rules: MS-OXOCAL 2.2.1.44",
  },
  "event-series-change-drops-exceptions": {
    appliesTo: "PATCH of a series master",
    rule: "A new time or pattern removes all exceptions and canceled occurrences of the series.",
    source: "learn.microsoft.com/graph/api/event-update; behavior of Outlook",
  },
} as const satisfies Record<string, RefusalRow>;
