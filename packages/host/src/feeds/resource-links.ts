import { createHash } from "node:crypto";
import type { CalendarResource, CalendarSpan } from "@casement/core";

// What the hub knows of resources beyond what Microsoft 365 stores: what calendar programs call them, and what they wrote a moment ago.

export interface ResourceLink {
  /** The last segment of its address, if a client chose it. */
  readonly name?: string;
  /** The UID that a client gave it. */
  readonly uid?: string;
  /** What the plan of a write kept with it. JSON. */
  readonly kept?: unknown;
  /** What a client wrote and the feed does not show yet. */
  readonly overlay?: ResourceOverlay;
}

export interface ResourceOverlay {
  /** Null: removed. */
  readonly resource: CalendarResource | null;
  /** When what the feed shows counts again (ms). */
  readonly until: number;
}

/** A resource that a client is about to create. */
export interface PendingCreation {
  readonly requestId: string;
  /** The revision before: what was created is later. */
  readonly at: number;
}

/** The last segment of the address of a resource that no client has named. It tells nothing, and has no character that has to be encoded. */
export const resourceNameOf = (group: string): string => `${createHash("sha256").update(group).digest("base64url").slice(0, 22)}.ics`;

/** When a resource is that a client wrote a moment ago. Generous, because time zones and rules are not computed here: it is found sooner than too late. */
export function spansOfOverlay({ components }: CalendarResource): CalendarSpan[] {
  return components.flatMap(({ dtstart, dtend, due }): CalendarSpan[] => {
    const [start, end] = [dtstart ?? due, dtend ?? due ?? dtstart].map(
      (time) => time && Date.parse(`${time.at.slice(0, 19)}${time.at.length === 10 ? "" : "Z"}`),
    );
    if (start === undefined || end === undefined) return [];
    return [[start - anyZoneMs, end + anyZoneMs]];
  });
}
/** By how much the same time on the wall can be earlier or later elsewhere (ms). */
const anyZoneMs = 14 * 3600_000;

/** Stands in a history for an address that a resource had before. A group of a plugin does not begin with a zero. */
export const formerNameKey = (name: string): string => `\0${name}`;

/** The last segment of the address of a group, or of an address that it had. */
export function nameInHistory(group: string, links: ReadonlyMap<string, ResourceLink>): string {
  return group.startsWith("\0") ? group.slice(1) : (links.get(group)?.name ?? resourceNameOf(group));
}
