import { invalidInput } from "@casement/core";

/** How one browser shows its wall page. */
export interface WallSettings {
  /** What is shown, in this order: `calendars`, `states`, or the full id of a list. Omit for everything. */
  readonly cards?: readonly string[];
  /** When it is dimmed, in the time of the display: `22:00` to `06:00`. The same time twice: never. Omit for the default. */
  readonly night?: { readonly from: string; readonly to: string };
}

const maxCards = 200;
const timeShape = /^([01]\d|2[0-3]):[0-5]\d$/;

/** @throws CasementError `input-invalid` */
export function readWallSettings(value: unknown): WallSettings {
  if (!isObject(value)) throw invalidInput("wall", "must be an object with cards, night or both");
  const { cards, night } = value;
  const isCardList =
    Array.isArray(cards) && cards.length <= maxCards && cards.every((card) => typeof card === "string" && card.length <= 300);
  if (cards !== undefined && !isCardList)
    throw invalidInput("wall.cards", `must be a list of at most ${maxCards} of calendars, states and ids of lists`);
  if (night !== undefined && !(isObject(night) && isTime(night.from) && isTime(night.to)))
    throw invalidInput("wall.night", 'must be two times of the day such as { "from": "22:00", "to": "06:00" }');
  return {
    ...(isCardList && { cards: [...new Set<string>(cards)] }),
    ...(isObject(night) && { night: { from: String(night.from), to: String(night.to) } }),
  };
}

/** Whether a stored value has this shape. */
export function isWallSettings(value: unknown): boolean {
  try {
    readWallSettings(value);
    return true;
  } catch {
    return false;
  }
}

const isTime = (value: unknown): boolean => typeof value === "string" && timeShape.test(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
