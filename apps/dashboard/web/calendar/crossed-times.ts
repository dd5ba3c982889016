import { addToWall } from "../texts/wall-time.ts";
import { type GridTimes, usualTimes } from "./grid-times.ts";

const quarter = 15 * 60_000;
const day = 24 * 60 * 60_000;

/**
 * The times of an event that was dragged from the hours to the row of whole days, or from there to the hours. The library keeps the event in the part
 * in which the drag began, so it is the pointer that says where it ended. Undefined: it ended where it began, or elsewhere.
 */
export function crossedTimes({ clientX, clientY }: MouseEvent, wasAllDay: boolean, firstDay: string): GridTimes | undefined {
  const part = document.elementFromPoint(clientX, clientY)?.closest(".ec-all-day, .ec-body");
  const isAllDay = part?.matches(".ec-all-day");
  if (!part || isAllDay === wasAllDay) return undefined;
  const columns = [...part.querySelectorAll(".ec-day")].map((column) => column.getBoundingClientRect());
  const at = columns.findIndex(({ left, right }) => clientX >= left && clientX < right);
  if (at < 0) return undefined;
  const date = addToWall(firstDay, at * day);
  if (isAllDay) return usualTimes(date, true);
  const { top, height } = columns[at]!;
  const time = Math.floor((((clientY - top) / height) * day) / quarter) * quarter;
  return usualTimes(addToWall(`${date}T00:00:00`, time), false);
}
