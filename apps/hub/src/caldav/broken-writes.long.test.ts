import { expect, it } from "vitest";
import { eventText, hourOn, startCalendar, vevent } from "../../test/caldav/calendar-rig.fixture.ts";

const pieces = [
  "",
  ":",
  ";",
  "\r\n",
  "END:VEVENT\r\n",
  "\u0000",
  "é",
  "99999999",
  "-",
  "T",
  "TZID=",
  '"',
  "DATE:",
  "Z",
  "0",
  "RRULE:FREQ=DAILY;COUNT=0\r\n",
];

it.each([3, 4])("whatever arrives as an event, the hub answers with the protocol's own status (%i)", { timeout: 120_000 }, async (seed) => {
  const { rig, path } = await startCalendar();
  await using _ = rig;
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const series = eventText(
    "s",
    "SUMMARY:Run",
    ...hourOn("20260303"),
    "RRULE:FREQ=WEEKLY;BYDAY=TU",
    "EXDATE;TZID=Europe/Berlin:20260310T090000",
  ).replace(
    "END:VCALENDAR",
    `${vevent("s", "SUMMARY:Far", "RECURRENCE-ID;TZID=Europe/Berlin:20260317T090000", ...hourOn("20260318"))}\r\nEND:VCALENDAR`,
  );
  expect((await rig.put(`${path}s.ics`, series)).status).toBe(201);
  const statuses = new Map<number, number>();
  for (let round = 0; round < 150; round++) {
    let text = series;
    for (let edits = 1 + next(3); edits > 0; edits--) {
      const at = next(text.length);
      text = text.slice(0, at) + pieces[next(pieces.length)] + text.slice(at + next(10));
    }
    const { status } = await rig.put(`${path}${round % 3 === 0 ? "s" : `n${round}`}.ics`, text);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (![201, 204, 403, 404, 409, 412].includes(status)) throw new Error(`${status}: ${JSON.stringify(text)}`);
  }
  expect(statuses.get(403)).toBeGreaterThan(10);
});
