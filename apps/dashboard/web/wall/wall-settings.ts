import type { Sensor, WallSettings } from "../api/api-types.ts";
import { wallTimeOf } from "../texts/wall-time.ts";

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

/** Cards without the calendars that are hidden. */
export const withoutHidden = (cards: readonly WallCard[], { hiddenCalendars = [] }: WallSettings): readonly WallCard[] =>
  cards
    .map((card) => (card.id === "calendars" ? { ...card, sensors: card.sensors.filter(({ id }) => !hiddenCalendars.includes(id)) } : card))
    .filter(({ sensors }) => sensors.length > 0);

/** Whether the display is dimmed at this time of the day in this zone. */
export function isNight(now: Date, zone: string, { from, to }: NonNullable<WallSettings["night"]> = defaultNight): boolean {
  const time = wallTimeOf(now, zone).slice(11, 16);
  return from <= to ? from <= time && time < to : from <= time || time < to;
}
