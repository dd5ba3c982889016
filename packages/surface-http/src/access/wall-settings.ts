import { invalidInput } from "@casement/core";

/** How one browser shows its wall page. */
export interface WallSettings {
  /** What is shown, in this order: `calendars`, `states`, or the full id of a list. Omit for everything. */
  readonly cards?: readonly string[];
  /** Ids of sensors: calendars that the agenda leaves out. */
  readonly hiddenCalendars?: readonly string[];
  /** When it is dimmed, in the time zone in which the page shows times: `22:00` to `06:00`. The same time twice: never. Omit for the default. */
  readonly night?: { readonly from: string; readonly to: string };
}

const maxIds = 200;
const timeShape = /^([01]\d|2[0-3]):[0-5]\d$/;

/** @throws CasementError `input-invalid` */
export function readWallSettings(value: unknown): WallSettings {
  if (!isObject(value)) throw invalidInput("wall", "must be an object with cards, hiddenCalendars and night, each of which can be omitted");
  const { cards, hiddenCalendars, night } = value;
  if (cards !== undefined && !isIdList(cards))
    throw invalidInput("wall.cards", `must be a list of at most ${maxIds} of calendars, states and ids of lists`);
  if (hiddenCalendars !== undefined && !isIdList(hiddenCalendars))
    throw invalidInput("wall.hiddenCalendars", `must be a list of at most ${maxIds} ids of calendars`);
  if (night !== undefined && !(isObject(night) && isTime(night.from) && isTime(night.to)))
    throw invalidInput("wall.night", 'must be two times of the day such as { "from": "22:00", "to": "06:00" }');
  return {
    ...(isIdList(cards) && { cards: [...new Set(cards)] }),
    ...(isIdList(hiddenCalendars) && { hiddenCalendars: [...new Set(hiddenCalendars)] }),
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

const isIdList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= maxIds && value.every((id) => typeof id === "string" && id.length <= 300);

const isTime = (value: unknown): boolean => typeof value === "string" && timeShape.test(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
