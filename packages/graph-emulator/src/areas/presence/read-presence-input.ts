import { toInstant } from "@casement/graph-time";
import { badRequest } from "../../protocol/graph-fault.ts";
import { dateTimeTimeZoneOf, propertiesOf } from "../../protocol/properties-of.ts";
import { readDuration } from "../../protocol/read-duration.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { PresencePair, StatusMessage } from "./presence-store.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Pairs that an app can set for its session and a user as preferred presence. */
const sessionPairs = ["Available/Available", "Busy/InACall", "Busy/InAConferenceCall", "Away/Away", "DoNotDisturb/Presenting"];
const preferredPairs = [
  "Available/Available",
  "Busy/Busy",
  "DoNotDisturb/DoNotDisturb",
  "BeRightBack/BeRightBack",
  "Away/Away",
  "Offline/OffWork",
];

export interface PresenceSessionInput {
  id: string;
  pair: PresencePair;
  durationMs: number;
}

export function readPresenceSession(body: unknown): PresenceSessionInput {
  const durationMs = durationOf(body) ?? 5 * minute;
  if (durationMs < 5 * minute || durationMs > 240 * minute) throw createRefusal("presence-duration-range");
  return { id: readPresenceSessionId(body), pair: pairOf(body, sessionPairs), durationMs: durationMs };
}

export function readPreferredPresence(body: unknown): Omit<PresenceSessionInput, "id"> {
  const pair = pairOf(body, preferredPairs);
  const durationMs = durationOf(body) ?? (/Busy|DoNotDisturb/.test(pair.availability) ? day : 7 * day);
  if (durationMs <= 0) throw createRefusal("presence-duration-range");
  return { pair: pair, durationMs: durationMs };
}

export function readPresenceSessionId(body: unknown): string {
  const id = property(body, "sessionId");
  if (typeof id !== "string" || id === "") throw badRequest("The required [SessionId] is missing.", "InvalidArgument");
  return id;
}

/** Reads a status message. Returns undefined for an empty message, which clears it. */
export function readStatusMessage(body: unknown, now: Date): StatusMessage | undefined {
  const statusMessage = property(body, "statusMessage");
  if (statusMessage === null) return undefined;
  if (typeof statusMessage !== "object") throw badRequest("The required [StatusMessage] is missing.", "InvalidArgument");
  const { message, expiryDateTime } = propertiesOf(statusMessage);
  const { content, contentType = "text" } = propertiesOf(message);
  if (!content) return undefined;
  const expires = expiryDateTime ? instantOf(expiryDateTime) : undefined;
  return {
    message: { content: String(content), contentType: String(contentType).toLowerCase() },
    published: now,
    ...(expires && { expires, expiryDateTime: { timeZone: "UTC", ...dateTimeTimeZoneOf(expiryDateTime) } }),
  };
}

function instantOf(value: unknown): Date {
  try {
    return toInstant(dateTimeTimeZoneOf(value));
  } catch {
    throw badRequest("The provided [ExpiryDateTime] is invalid.", "InvalidArgument");
  }
}

/** Graph also accepts property names of actions with a capital letter. */
const property = (body: unknown, name: string): unknown =>
  propertiesOf(body)[name] ?? propertiesOf(body)[name[0]!.toUpperCase() + name.slice(1)];

function pairOf(body: unknown, pairs: readonly string[]): PresencePair {
  const requestedPair = `${property(body, "availability")}/${property(body, "activity")}`.toLowerCase();
  const [availability, activity] = pairs.find((pair) => pair.toLowerCase() === requestedPair)?.split("/") ?? [];
  if (!availability || !activity) throw createRefusal("presence-pair");
  return { availability, activity };
}

/** Reads an ISO 8601 duration. Returns milliseconds. */
function durationOf(body: unknown): number | undefined {
  const text = property(body, "expirationDuration");
  if (text === undefined || text === null) return undefined;
  const durationMs = readDuration(String(text));
  if (durationMs === undefined) throw badRequest("The provided [ExpirationDuration] is invalid.", "InvalidArgument");
  return durationMs;
}
