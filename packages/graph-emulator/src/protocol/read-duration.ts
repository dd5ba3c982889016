const second = 1_000;
/** Weeks, days, hours, minutes, seconds in milliseconds. */
const units = [7 * 86_400 * second, 86_400 * second, 3_600 * second, 60 * second, second];
const pattern = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Reads an ISO 8601 duration without years and months, such as `PT1H30M`. Returns milliseconds, or undefined for any other text. */
export function readDuration(text: string): number | undefined {
  const match = pattern.exec(text);
  return match ? units.reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * unit, 0) : undefined;
}
