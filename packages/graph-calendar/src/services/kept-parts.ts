import { findMeetingPart } from "@casement/graph-text";
import type { GraphAttendee, GraphEvent } from "../graph-types.ts";

type Patch = Readonly<Record<string, unknown>>;

/** What has to be read of an event before a PATCH, because Microsoft owns a part of it. By property of the PATCH. */
const propertiesToRead: Readonly<Record<string, string>> = {
  body: "body,isOnlineMeeting,onlineMeeting",
  location: "location,locations",
  attendees: "attendees",
};

/** The properties to read before a PATCH, for `$select`. */
export function partsToRead(patch: Patch): string[] {
  return Object.keys(patch).flatMap((name) => propertiesToRead[name] ?? []);
}

/**
 * A PATCH that keeps what Microsoft owns: the part of the body by which people join an online meeting, the room behind a location that is
 * given again, and the responses of attendees who stay.
 *
 * @see https://learn.microsoft.com/graph/api/event-update
 */
export function withKeptParts(patch: Patch, before: GraphEvent): Patch {
  const kept: Record<string, unknown> = { ...patch };
  if (patch.body !== undefined) kept.body = bodyAfter(patch.body as EventBody, before);
  if (patch.attendees !== undefined) kept.attendees = attendeesAfter(patch.attendees as GraphAttendee[], before);
  const name = (patch.location as GraphEvent["location"])?.displayName;
  if (name && name === before.location?.displayName) delete kept.location;
  return kept;
}

interface EventBody {
  readonly contentType: string;
  readonly content: string;
}

function bodyAfter(given: EventBody, { body, onlineMeeting }: GraphEvent): EventBody {
  const html = body?.content ?? "";
  const joinUrl = onlineMeeting?.joinUrl ?? undefined;
  const part = body?.contentType?.toLowerCase() === "text" ? undefined : findMeetingPart(html, joinUrl);
  if (!part) return given;
  const isHtml = given.contentType === "html";
  if (isHtml && findMeetingPart(given.content, joinUrl)) return given;
  const content = isHtml ? given.content : textToHtml(withoutMeetingText(given.content));
  return { contentType: "html", content: withPart(content, html.slice(part.start, part.end), joinUrl) };
}

/** The part comes below the content, or above it where an open comment, quotation mark or element of the content would contain it. */
function withPart(content: string, part: string, joinUrl: string | undefined): string {
  const end = content.search(/<\/body\s*>/i);
  const at = end < 0 ? content.length : end;
  const below = `${content.slice(0, at)}\r\n${part}${content.slice(at)}`;
  const found = findMeetingPart(below, joinUrl);
  return found && below.slice(found.start, found.end).includes(part) ? below : `${part}\r\n${content}`;
}

/** Sensors and services show the part as text. Who sends their text back has it twice without this. */
function withoutMeetingText(text: string): string {
  const lines = text.split(/\r?\n/);
  const isSeparator = (line: string) => /^\s*[_.]{20,}\s*$/.test(line);
  for (const [first, line] of lines.entries()) {
    if (!isSeparator(line)) continue;
    const length = lines.slice(first + 1).findIndex(isSeparator);
    const last = length < 0 ? lines.length : first + 1 + length;
    if (lines.slice(first, last).some((each) => /\b(?:teams|skype)\b/i.test(each)))
      return [...lines.slice(0, first), ...lines.slice(last + 1)].join("\n").trimEnd();
  }
  return text;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function textToHtml(text: string): string {
  const escaped = text.replaceAll(/[&<>]/g, (character) => entities[character]!).replaceAll(/\r?\n/g, "<br>\r\n");
  return escaped === "" ? "" : `<div>${escaped}</div>`;
}

function attendeesAfter(given: readonly GraphAttendee[], { attendees }: GraphEvent): GraphAttendee[] {
  const before = new Map((attendees ?? []).map((attendee) => [addressOf(attendee), attendee]));
  return given.map((attendee) => {
    const { status, emailAddress } = before.get(addressOf(attendee)) ?? {};
    if (!emailAddress) return attendee;
    const name = attendee.emailAddress?.name ?? emailAddress.name;
    return { ...attendee, emailAddress: { ...attendee.emailAddress, ...(name ? { name } : {}) }, ...(status ? { status } : {}) };
  });
}

function addressOf({ emailAddress }: GraphAttendee): string {
  return emailAddress?.address?.toLowerCase() ?? "";
}
