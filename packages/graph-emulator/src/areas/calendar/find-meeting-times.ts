import { toDateTimeTimeZone, toInstant } from "@casement/graph-time";
import { badRequest, GraphFault } from "../../protocol/graph-fault.ts";
import { withPreferenceApplied } from "../../protocol/preference-applied.ts";
import { itemsOf, type JsonProperties, propertiesOf } from "../../protocol/properties-of.ts";
import { readDuration } from "../../protocol/read-duration.ts";
import { defineRoute, type GraphRequest, type GraphResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { eventViewOf, ownerOf, targetOf } from "./calendar-access.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { type CalendarWindow, listCalendarView } from "./calendar-window.ts";
import type { EventInstance } from "./event-instance.ts";
import { busiestBetween, type FreeBusyStatus, isWorkingTime } from "./free-busy.ts";
import { readBoolean, readTimeSlot, toCamelKeys } from "./read-event-input.ts";
import type { CalendarOwner } from "./stored-calendar.ts";

const minute = 60_000;
const defaults = { durationMs: 30 * minute, stepMs: 30 * minute, windowMs: 7 * 24 * 60 * minute, candidates: 20, percentage: 50 };
/** How likely a person comes, in percent. Source: learn.microsoft.com/graph/findmeetingtimes-example, confidence of a suggestion. */
const attendance: Readonly<Record<FreeBusyStatus, number>> = {
  free: 100,
  workingElsewhere: 100,
  unknown: 49,
  tentative: 0,
  busy: 0,
  oof: 0,
};

interface Participant {
  /** As in the request. */
  readonly attendee: unknown;
  /** Undefined for somebody outside the tenant. */
  readonly owner: CalendarOwner | undefined;
  readonly busy: readonly EventInstance[];
}

interface Suggestion {
  readonly start: number;
  readonly end: number;
  readonly organizer: FreeBusyStatus;
  readonly attendees: readonly FreeBusyStatus[];
  readonly confidence: number;
}

/** Creates the route that suggests times for a meeting, every half hour. Source: learn.microsoft.com/graph/api/user-findmeetingtimes. */
export function createFindMeetingTimesRoutes(store: CalendarStore): Route[] {
  const busyOf = (owner: CalendarOwner, window: CalendarWindow) =>
    listCalendarView(store, targetOf(store, owner, store.defaultCalendar(owner)), window).filter(({ fields }) => fields.showAs !== "free");

  const find = (request: GraphRequest): GraphResult => {
    const organizer = ownerOf(store, request);
    if (organizer.kind === "personal") throw createRefusal("personal-not-available");
    const body = propertiesOf(toCamelKeys(request.body ?? {}));
    checkLocations(body);
    const windows = windowsOf(body, store.clock.now().getTime());
    const whole = { from: Math.min(...windows.map(({ from }) => from)), until: Math.max(...windows.map(({ until }) => until)) };
    const participants = itemsOf(body.attendees).map((attendee): Participant => {
      const user = store.directory.user(String(propertiesOf(propertiesOf(attendee).emailAddress).address));
      const owner = user?.tenantId === organizer.tenantId ? store.owner(user.id) : undefined;
      return { attendee, owner, busy: owner ? busyOf(owner, whole) : [] };
    });
    const times = timesIn(windows, durationOf(body.meetingDuration)).filter(
      ({ start, end }) =>
        !isForWork(body) ||
        [organizer, ...participants.flatMap(({ owner }) => owner ?? [])].every(({ timeZone }) => isWorkingTime(start, end, timeZone)),
    );
    const own = busyOf(organizer, whole);
    const candidates = times.map(({ start, end }): Suggestion => {
      const attendees = participants.map(({ owner, busy }) => (owner ? busiestBetween(busy, start, end) : "unknown"));
      const likely = attendees.map((status) => attendance[status]);
      const confidence = likely.length === 0 ? 100 : likely.reduce((sum, value) => sum + value, 0) / likely.length;
      return { start, end, organizer: busiestBetween(own, start, end), attendees, confidence };
    });
    const possible = candidates.filter((candidate) => readBoolean(body.isOrganizerOptional) || attendance[candidate.organizer] === 100);
    const found = possible
      .filter(({ confidence }) => confidence >= numberOf(body.minimumAttendeePercentage, defaults.percentage))
      .sort((a, b) => b.confidence - a.confidence || a.start - b.start)
      .slice(0, numberOf(body.maxCandidates, defaults.candidates));
    const { timeZone } = eventViewOf(request, undefined);
    return withPreferenceApplied(request, {
      body: {
        "@odata.context": `${request.origin}/v1.0/$metadata#microsoft.graph.meetingTimeSuggestionsResult`,
        emptySuggestionsReason: found.length > 0 ? "" : reasonOf(candidates, possible),
        meetingTimeSuggestions: found.map((suggestion, at) => ({
          ...(readBoolean(body.returnSuggestionReasons) && {
            suggestionReason: "Suggested because it is one of the nearest times when all attendees are available.",
          }),
          confidence: suggestion.confidence,
          order: at + 1,
          organizerAvailability: suggestion.organizer,
          attendeeAvailability: suggestion.attendees.map((availability, index) => ({
            availability,
            attendee: participants[index]!.attendee,
          })),
          locations: [],
          meetingTimeSlot: {
            start: toDateTimeTimeZone(new Date(suggestion.start), timeZone),
            end: toDateTimeTimeZone(new Date(suggestion.end), timeZone),
          },
        })),
      },
    });
  };
  return [defineRoute("POST", "/me/findMeetingTimes", find)];
}

const isForWork = ({ timeConstraint }: JsonProperties): boolean =>
  !/^(personal|unrestricted)$/i.test(String(propertiesOf(timeConstraint).activityDomain));

function checkLocations({ locationConstraint }: JsonProperties): void {
  const { isRequired, suggestLocation } = propertiesOf(locationConstraint);
  if (readBoolean(isRequired) || readBoolean(suggestLocation))
    throw new GraphFault(501, "NotEmulated", "The emulator does not suggest locations of meetings.");
}

function windowsOf({ timeConstraint }: JsonProperties, now: number): CalendarWindow[] {
  const slots = itemsOf(propertiesOf(timeConstraint).timeSlots).map(readTimeSlot);
  if (slots.length === 0) return [{ from: now, until: now + defaults.windowMs }];
  return slots.map(({ start, end }) => ({ from: toInstant(start).getTime(), until: toInstant(end).getTime() }));
}

/** Whole and half hours, as Outlook suggests them. */
function timesIn(windows: readonly CalendarWindow[], durationMs: number): { start: number; end: number }[] {
  return windows.flatMap(({ from, until }) => {
    const first = Math.ceil(from / defaults.stepMs) * defaults.stepMs;
    const count = Math.max(0, Math.floor((until - durationMs - first) / defaults.stepMs) + 1);
    return Array.from({ length: count }, (_, at) => first + at * defaults.stepMs).map((start) => ({ start, end: start + durationMs }));
  });
}

function durationOf(given: unknown): number {
  if (given === undefined || given === null) return defaults.durationMs;
  const durationMs = readDuration(String(given));
  if (!durationMs) throw badRequest(`Cannot convert the value '${given}' to the type 'Edm.Duration'.`, "RequestBodyRead");
  return durationMs;
}

const numberOf = (given: unknown, otherwise: number): number => (Number.isFinite(Number(given ?? Number.NaN)) ? Number(given) : otherwise);

/** Source: learn.microsoft.com/graph/api/resources/meetingtimesuggestionsresult. */
function reasonOf(candidates: readonly Suggestion[], possible: readonly Suggestion[]): string {
  if (candidates.length === 0) return "unknown";
  if (possible.length === 0) return "organizerUnavailable";
  return possible.some(({ attendees }) => attendees.includes("unknown")) ? "attendeesUnavailableOrUnknown" : "attendeesUnavailable";
}
