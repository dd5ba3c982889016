import type { Sensor, WallSettings } from "../api/api-types.ts";

/** Something that the wall shows: all calendars, all states, or one list. */
export interface WallCard {
  /** `calendars`, `states` or the id of a sensor. */
  readonly id: string;
  /** Several only of calendars and states. */
  readonly sensors: readonly Sensor[];
}

export const defaultNight = { from: "22:00", to: "06:00" } as const;

/** What could be shown. */
export function wallCardsOf(sensors: readonly Sensor[]): readonly WallCard[] {
  const shown = sensors.filter(({ gone }) => !gone);
  const itemsAs = (as: string) => shown.filter(({ present }) => present?.items?.as === as);
  const states = shown.filter(({ present }) => present?.kind === "enum" && !present.items);
  return [
    { id: "calendars", sensors: itemsAs("events") },
    { id: "states", sensors: states },
    ...itemsAs("tasks").map((sensor) => ({ id: sensor.id, sensors: [sensor] })),
  ].filter((card) => card.sensors.length > 0);
}

/** What is shown, in its order. */
export const chosenCardsOf = (cards: readonly WallCard[], { cards: chosen }: WallSettings): readonly WallCard[] =>
  chosen === undefined ? cards : chosen.flatMap((id) => cards.find((card) => card.id === id) ?? []);

/** Whether the display is dimmed at this time of its day. */
export function isNight(now: Date, { from, to }: NonNullable<WallSettings["night"]> = defaultNight): boolean {
  const time = `${pad(now.getHours())}:${pad(now.getMinutes())}`;
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

const pad = (part: number): string => String(part).padStart(2, "0");
