const minute = 60_000;
const day = 24 * 60 * minute;

/** How far Alt with an arrow key moves an item. With Shift, only its end. `byDays`: where no hours are shown. */
export function keyMoveOf(
  { key, altKey, shiftKey }: Pick<KeyboardEvent, "key" | "altKey" | "shiftKey">,
  byDays: boolean,
): { start: number; end: number } | undefined {
  if (!altKey) return undefined;
  const steps = {
    ArrowLeft: -day,
    ArrowRight: day,
    ArrowUp: byDays ? -7 * day : -15 * minute,
    ArrowDown: byDays ? 7 * day : 15 * minute,
  };
  const step = Object.hasOwn(steps, key) ? steps[key as keyof typeof steps] : undefined;
  return step === undefined ? undefined : { start: shiftKey ? 0 : step, end: step };
}
