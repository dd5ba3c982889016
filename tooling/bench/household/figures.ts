/** What a household costs, an hour. */
export interface Cost {
  readonly requests: number;
  readonly units: number;
  readonly items: number;
  readonly bytes: number;
}

/** Seconds from a change made elsewhere until it is shown, at worst. */
export type Staleness = Readonly<Record<Kind, number>>;
export type Kind = "presence" | "mail" | "calendar" | "todo" | "chat" | "autoreply";

/** product.md §7: at idle, polling. */
export const goals: { readonly cost: Omit<Cost, "bytes">; readonly staleness: Staleness } = {
  cost: { requests: 250, units: 1_150, items: 360 },
  staleness: { presence: 16, mail: 31, calendar: 61, todo: 61, chat: 61, autoreply: 301 },
};

/** limits.md §6, row C: every resource by delta on its own interval, reads that are due together in one batch. */
export const theory: typeof goals = {
  cost: { requests: 240, units: 1_092, items: 312 },
  staleness: { presence: 15.6, mail: 30.6, calendar: 60.6, todo: 60.6, chat: 60.6, autoreply: 300.6 },
};
