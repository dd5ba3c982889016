import { completePermissionMap } from "../complete-permission-map.ts";
import type { ObservedExchange } from "./recorder.ts";

/** Requests that always reach other people, by the end of their template. */
const reachingRequests = [
  /\/sendMail$/,
  /\/messages\/\{id\}\/(?:send|reply|replyAll|forward)$/,
  /\/events\/\{id\}\/(?:cancel|forward)$/,
  /^POST \/(?:.*\/)?chats\/\{id\}\/messages$/,
  /^POST \/teams\/.*\/messages(?:\/\{id\}\/replies)?$/,
];
const eventResponse = /\/events\/\{id\}\/(?:accept|decline|tentativelyAccept)$/;
const newEvent = /^POST .*\/events$/;
const changedEvent = /^(?:PATCH|DELETE) .*\/events\/\{id\}$/;

/**
 * How an exchange reached other people: "sent an invitation". Undefined when it did not, as far as the request and the responses show.
 * `earlier` has the exchanges before it, which show whether an event is a meeting.
 */
export function reachedOthers(
  exchange: ObservedExchange,
  earlier: readonly ObservedExchange[],
  accountType: "work" | "personal",
): string | undefined {
  const { method, path, status, requestBody, responseBody } = exchange;
  if (method === "GET" || status < 200 || status >= 300) return undefined;
  const template = completePermissionMap.permissionsOf(method, path, accountType)?.request ?? `${method} ${path.split("?")[0]}`;
  if (reachingRequests.some((pattern) => pattern.test(template))) return `sent a ${template}`;
  if (eventResponse.test(template) && propertyOf(requestBody, "sendResponse") !== false) return `sent a response with ${template}`;
  if (newEvent.test(template) && hasAttendees(requestBody)) return `sent invitations with ${template}`;
  if (!changedEvent.test(template)) return undefined;
  const id = decodeURIComponent(path.split("?")[0]?.split("/").at(-1) ?? "");
  const isMeeting = [requestBody, responseBody, ...earlier.map((each) => objectWithId(each.responseBody, id))].some(isOwnMeeting);
  return isMeeting ? `notified the attendees of a meeting with ${template}` : undefined;
}

const propertyOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function hasAttendees(value: unknown): boolean {
  const attendees = propertyOf(value, "attendees");
  return Array.isArray(attendees) && attendees.length > 0;
}

const isOwnMeeting = (value: unknown): boolean => hasAttendees(value) && propertyOf(value, "isOrganizer") !== false;

/** The object with this id in a response, at any depth. */
function objectWithId(value: unknown, id: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (propertyOf(value, "id") === id) return value;
  for (const part of Object.values(value)) {
    const found = objectWithId(part, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
