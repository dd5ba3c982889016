/** The cost of a household in one hour. */
export interface HourlyCost {
  readonly requests: number;
  readonly units: number;
  readonly items: number;
  readonly bytes: number;
}

/** Longest time from a change until it is shown, in seconds. */
export type StalenessByKind = Readonly<Record<SensorKind, number>>;
export type SensorKind = "presence" | "mail" | "calendar" | "todo" | "chat" | "autoreply";

/** The goals: the cost of an idle hour, and the longest delays, with polling. */
export const benchGoals: { readonly cost: Omit<HourlyCost, "bytes">; readonly staleness: StalenessByKind } = {
  cost: { requests: 250, units: 1_150, items: 360 },
  staleness: { presence: 16, mail: 31, calendar: 61, todo: 61, chat: 61, autoreply: 301 },
};

/** The theoretical minimum: every resource is read by delta at its own interval, and reads that are due together share a batch. */
export const theoreticalMinimum: typeof benchGoals = {
  cost: { requests: 240, units: 1_092, items: 312 },
  staleness: { presence: 15.6, mail: 30.6, calendar: 60.6, todo: 60.6, chat: 60.6, autoreply: 300.6 },
};

/** The goals where Graph reports changes. */
export const notificationGoals = {
  cost: { requests: 15, units: 100, items: 30 },
  /** Seconds from a notification until the change is shown. */
  shownAfter: 2,
  /** Of the requests that polling sends in an hour with the same changes. */
  shareOfPolling: 0.5,
} as const;
