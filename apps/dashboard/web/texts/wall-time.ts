const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const formatter =
    formatters.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  formatters.set(zone, formatter);
  return formatter;
}

/** An instant on the clock of a time zone: `2026-11-25T10:00:00`. */
export function wallTimeOf(at: Date, zone: string): string {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year!.padStart(4, "0")}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

const day = 86_400_000;
const asUtc = (wall: string): number => Date.parse(`${wall}Z`);

/** The instant of a wall time. Of a time that comes twice, the first one; a time that the clock skips is moved past the gap. */
export function instantOf(wall: string, zone: string): Date {
  const offsetAt = (at: number): number => asUtc(wallTimeOf(new Date(at), zone)) - at;
  const [before, after] = [asUtc(wall) - day, asUtc(wall) + day].map((near) => asUtc(wall) - offsetAt(near));
  const found = [before!, after!].filter((at) => asUtc(wallTimeOf(new Date(at), zone)) === asUtc(wall));
  return new Date(found.length > 0 ? Math.min(...found) : before!);
}

/** A wall time or a date, moved by whole days and milliseconds of the wall clock. */
export function addToWall(wall: string, milliseconds: number): string {
  const isDateOnly = wall.length === 10;
  const moved = new Date(asUtc(isDateOnly ? `${wall}T00:00:00` : wall) + milliseconds).toISOString();
  return moved.slice(0, isDateOnly ? 10 : 19);
}

/** The offset of a time zone at an instant: `+01:00`. */
export function offsetOf(at: Date, zone: string): string {
  const minutes = Math.round((asUtc(wallTimeOf(at, zone)) - at.getTime()) / 60_000);
  const twoDigits = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${twoDigits(minutes / 60)}:${twoDigits(Math.abs(minutes) % 60)}`;
}
