import type { ServiceCall } from "@casement/core";

/** What differs between the plugins that have a service for calendar events. */
export interface CalendarEventServiceOptions<S extends string> {
  readonly title: string;
  readonly summary: string;
  readonly scope: S;
  /** The path of the mailbox whose events can have files attached: `/me`. Absent for groups, for which Microsoft has no permission. */
  readonly attachesIn?: (call: PathCall) => string;
  /** Handles errors of requests to Graph. Default: errors pass. */
  readonly handleErrors?: <T>(work: () => Promise<T>) => Promise<T>;
}

/** The parts of a call that a path may depend on. */
export type PathCall = Pick<ServiceCall, "account" | "target">;

/** For services that find their event by id. */
export interface CalendarEventIdServiceOptions<S extends string> extends CalendarEventServiceOptions<S> {
  /** The path of the mailbox or group: `/me`, `/groups/{id}`. */
  readonly basePath: (call: PathCall) => string;
  /** Where events are found only through their calendar. */
  readonly target?: "calendar";
  /** Where the service has no target. */
  readonly touches?: readonly "events"[];
}

export const passErrors = <T>(work: () => Promise<T>): Promise<T> => work();
