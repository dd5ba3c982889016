import { describe, expect, it } from "vitest";
import { createTestTenant, testUsers, timeAt } from "../../../test/areas/calendar/calendar-test.fixture.ts";
import { createSeededRandom } from "../../seeded-random.ts";

const { ada } = testUsers;

/** Series of one-hour events at a local time in a time zone, and the instants of their occurrences around daylight saving changes. */
const table: [zone: string, wall: string, startDate: string, instants: string[]][] = [
  ["UTC", "09:00", "2026-03-28", ["2026-03-28T09:00", "2026-03-29T09:00", "2026-03-30T09:00"]],
  ["Europe/Berlin", "09:00", "2026-03-28", ["2026-03-28T08:00", "2026-03-29T07:00", "2026-03-30T07:00"]],
  ["W. Europe Standard Time", "09:00", "2026-10-24", ["2026-10-24T07:00", "2026-10-25T08:00", "2026-10-26T08:00"]],
  ["Europe/Berlin", "02:30", "2026-03-28", ["2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30"]],
  ["Europe/Berlin", "02:30", "2026-10-24", ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"]],
  ["Eastern Standard Time", "09:00", "2026-03-07", ["2026-03-07T14:00", "2026-03-08T13:00", "2026-03-09T13:00"]],
  ["America/New_York", "22:00", "2026-10-31", ["2026-11-01T02:00", "2026-11-02T03:00", "2026-11-03T03:00"]],
  ["New Zealand Standard Time", "08:00", "2026-09-26", ["2026-09-25T20:00", "2026-09-26T19:00", "2026-09-27T19:00"]],
  ["Pacific/Auckland", "08:00", "2026-04-04", ["2026-04-03T19:00", "2026-04-04T20:00", "2026-04-05T20:00"]],
  ["India Standard Time", "09:00", "2026-03-28", ["2026-03-28T03:30", "2026-03-29T03:30", "2026-03-30T03:30"]],
];

describe("a window", () => {
  it("contains exactly the occurrences of a series that overlap it", async () => {
    const random = createSeededRandom("windows");
    const { client, emulator } = createTestTenant();
    await client(ada);
    const { calendar } = emulator.control;
    const hour = 3_600_000;
    const stamp = (time: number) => new Date(time).toISOString();
    for (let i = 0; i < 20; i++) {
      const zone = random.pick(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"]);
      const start = Date.UTC(2026, random.below(12), 1 + random.below(28), random.below(24));
      const pattern = random.pick([
        { type: "daily", interval: 1 + random.below(5) },
        {
          type: "weekly",
          interval: 1 + random.below(3),
          daysOfWeek: random.pick([["monday"], ["saturday", "sunday"], ["tuesday", "friday"]]),
        },
        { type: "absoluteMonthly", dayOfMonth: 1 + random.below(31) },
        { type: "relativeMonthly", daysOfWeek: ["sunday"], index: random.pick(["first", "last"]) },
      ]);
      const { id } = calendar.createEvent(ada, {
        start: timeAt(stamp(start).slice(0, 19), zone),
        end: timeAt(stamp(start + random.below(70) * hour).slice(0, 19), zone),
        recurrence: { pattern, range: { type: "noEnd" } },
      });
      const all = calendar.view(ada, "2026-01-01T00:00:00Z", "2027-12-31T00:00:00Z").filter(({ seriesMasterId }) => seriesMasterId === id);
      const from = start + random.below(4000) * hour;
      const until = from + random.below(400) * hour + hour;
      const inside = ({ start: first, end: last }: any) => {
        const [begins, ends] = [Date.parse(`${first.dateTime.slice(0, 23)}Z`), Date.parse(`${last.dateTime.slice(0, 23)}Z`)];
        return begins < until && (ends > from || (begins === ends && begins >= from));
      };
      expect(calendar.view(ada, stamp(from), stamp(until)).map((event) => event.id)).toEqual(all.filter(inside).map((event) => event.id));
      calendar.deleteEvent(ada, id);
    }
  });
});

describe("occurrences", () => {
  it.each(table)("in %s at %s from %s keep their local time", async (zone, wall, startDate, instants) => {
    const { client } = createTestTenant();
    const me = await client(ada);
    const [hour = 0, minute = 0] = wall.split(":").map(Number);
    const end = `${String(hour + 1).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
    const { id } = await me.sendOk("POST /me/events", {
      subject: "Series",
      start: timeAt(`${startDate}T${wall}:00`, zone),
      end: timeAt(`${startDate}T${end}:00`, zone),
      recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "numbered", numberOfOccurrences: 3, startDate } },
    });
    const window = "startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-12-31T00:00:00Z";
    const { value } = await me.sendOk(`GET /me/events/${id}/instances?${window}`);
    expect(value.map(({ start }: any) => start.dateTime.slice(0, 16))).toEqual(instants);
    expect(value.every(({ start }: any) => start.timeZone === "UTC")).toBe(true);
    const local = await me.sendOk(`GET /me/calendarView?${window}`, undefined, { prefer: `outlook.timezone="${zone}"` });
    const shown = local.value.map(({ start }: any) => start.dateTime.slice(11, 16));
    // 2:30 does not exist in the night of March 29.
    expect(shown).toEqual(wall === "02:30" && startDate === "2026-03-28" ? ["02:30", "03:30", "02:30"] : [wall, wall, wall]);
  });

  it("are whole days in every time zone if the series is all-day", async () => {
    const { client } = createTestTenant();
    const me = await client(ada);
    for (const zone of ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"]) {
      const { id } = await me.sendOk("POST /me/events", {
        subject: zone,
        isAllDay: true,
        start: timeAt("2026-03-28T00:00:00", zone),
        end: timeAt("2026-03-29T00:00:00", zone),
        recurrence: {
          pattern: { type: "daily", interval: 1 },
          range: { type: "numbered", numberOfOccurrences: 3, startDate: "2026-03-28" },
        },
      });
      const path = `GET /me/events/${id}/instances?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-30T00:00:00Z`;
      for (const shown of ["UTC", "Pacific/Auckland", "America/New_York"]) {
        const { value } = await me.sendOk(path, undefined, { prefer: `outlook.timezone="${shown}"` });
        expect(value.map(({ start, end }: any) => `${start.dateTime} ${end.dateTime.slice(8, 10)}`)).toEqual([
          "2026-03-28T00:00:00.0000000 29",
          "2026-03-29T00:00:00.0000000 30",
          "2026-03-30T00:00:00.0000000 31",
        ]);
      }
    }
  });

  it("are found in a window by midnight of their original time zone", async () => {
    const { client } = createTestTenant();
    const me = await client(ada);
    await me.sendOk("POST /me/events", {
      subject: "Day in Auckland",
      isAllDay: true,
      start: timeAt("2026-03-10T00:00:00", "Pacific/Auckland"),
      end: timeAt("2026-03-11T00:00:00", "Pacific/Auckland"),
    });
    const count = async (start: string, end: string) =>
      (await me.sendOk(`GET /me/calendarView?startDateTime=${start}&endDateTime=${end}`)).value.length;
    expect(await count("2026-03-09T00:00:00Z", "2026-03-09T11:00:00Z")).toBe(0);
    expect(await count("2026-03-09T11:00:00Z", "2026-03-09T12:00:00Z")).toBe(1);
    expect(await count("2026-03-10T11:00:00Z", "2026-03-11T00:00:00Z")).toBe(0);
  });

  it("keep their ids when the series changes", async () => {
    const { client } = createTestTenant();
    const me = await client(ada);
    const { id } = await me.sendOk("POST /me/events", {
      subject: "Weekly",
      start: timeAt("2026-03-02T09:00:00"),
      end: timeAt("2026-03-02T10:00:00"),
      recurrence: { pattern: { type: "weekly", daysOfWeek: ["monday"] }, range: { type: "noEnd", startDate: "2026-03-02" } },
    });
    const window = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-31T00:00:00Z";
    const before = (await me.sendOk(`GET /me/events/${id}/instances?${window}`)).value;
    expect(before).toHaveLength(5);
    const second = before[1];
    expect(second).toMatchObject({ type: "occurrence", seriesMasterId: id, recurrence: null, originalStart: "2026-03-09T09:00:00.000Z" });

    const moved = await me.sendOk(`PATCH /me/events/${second.id}`, {
      start: timeAt("2026-03-10T14:00:00"),
      end: timeAt("2026-03-10T15:00:00"),
    });
    expect(moved).toMatchObject({ id: second.id, type: "exception", seriesMasterId: id, originalStart: "2026-03-09T09:00:00.000Z" });
    await me.sendOk(`PATCH /me/events/${id}`, { subject: "Every week" });
    await me.sendOk(`DELETE /me/events/${before[2].id}`);
    const after = (await me.sendOk(`GET /me/events/${id}/instances?${window}`)).value;
    expect(after.map(({ type }: any) => type)).toEqual(["exception", "occurrence", "occurrence", "occurrence"]);
    expect(after.map((event: any) => event.id).sort()).toEqual([before[0].id, second.id, before[3].id, before[4].id].sort());
    expect(after.every(({ subject }: any) => subject === "Every week")).toBe(true);
    expect((await me.send(`GET /me/events/${before[2].id}`)).status).toBe(404);
    const master = await me.sendOk(`GET /me/events/${id}?$select=subject,cancelledOccurrences`);
    const named = (event: any) => `OID.${id}.${event.originalStart.slice(0, 10)}`;
    expect(["event-occurrence-name", master.cancelledOccurrences]).toEqual(["event-occurrence-name", [named(before[2])]]);
    expect((await me.send(`GET /me/events/${named(before[2])}`)).body.error.code).toBe("ErrorItemNotFound");
    const byName = await me.sendOk(`PATCH /me/events/${named(before[3])}`, { subject: "Once" });
    expect(byName).toMatchObject({ id: before[3].id, type: "exception", subject: "Once" });
    const { exceptionOccurrences } = await me.sendOk(`GET /me/events/${id}?$select=subject&$expand=exceptionOccurrences($select=subject)`);
    expect(exceptionOccurrences.map((event: any) => event.id)).toEqual([second.id, before[3].id]);
    const uids = [master, ...before].map((event: any) => event.iCalUId).filter(Boolean);
    expect(["event-occurrence-uid", uids.length, new Set(uids).size]).toEqual(["event-occurrence-uid", 5, 5]);
    expect(before[0].iCalUId.slice(32, 40)).toBe("07EA0302");
    const series = (await me.sendOk(`GET /me/events/${id}/instances?${window}&$select=occurrenceId,uid`)).value;
    expect(series.find((event: any) => event.id === before[0].id)).toMatchObject({
      occurrenceId: named(before[0]),
      uid: before[0].iCalUId.replace("07EA0302", "00000000"),
    });
    expect(new Set(series.map(({ uid }: any) => uid)).size).toBe(1);
    expect(await me.sendOk(`GET /me/events/${id}?$select=occurrenceId,uid`)).toMatchObject({ occurrenceId: null, uid: series[0].uid });
    expect((await me.sendOk(`GET /me/events?$filter=uid eq '${series[0].uid}'`)).value.map((event: any) => event.id)).toEqual([id]);
    expect(before[0]).not.toHaveProperty("uid");
  });

  it("begin on the first day that matches the pattern, as in Exchange", async () => {
    const { client } = createTestTenant();
    const me = await client(ada);
    const event = await me.sendOk("POST /me/events", {
      subject: "Mondays",
      start: timeAt("2026-03-04T23:30:00", "Europe/Berlin"),
      end: timeAt("2026-03-05T00:30:00", "Europe/Berlin"),
      recurrence: { pattern: { type: "weekly", daysOfWeek: ["monday"] }, range: { type: "noEnd", startDate: "2026-03-04" } },
    });
    expect(event.start).toEqual(timeAt("2026-03-09T23:30:00.0000000", "Europe/Berlin"));
    expect(event.end).toEqual(timeAt("2026-03-10T00:30:00.0000000", "Europe/Berlin"));
    expect(event.recurrence.range.startDate).toBe("2026-03-09");
    const never = {
      pattern: { type: "weekly", daysOfWeek: ["monday"] },
      range: { type: "endDate", startDate: "2026-03-04", endDate: "2026-03-05" },
    };
    const refused = await me.send("POST /me/events", {
      subject: "Never",
      start: timeAt("2026-03-04T09:00:00"),
      end: timeAt("2026-03-04T10:00:00"),
      recurrence: never,
    });
    expect(refused.body.error.code).toBe("ErrorRecurrenceHasNoOccurrence");
  });

  it("lose exceptions and cancellations only when the time or pattern of the series changes", async () => {
    const { client } = createTestTenant();
    const me = await client(ada);
    const times = { start: timeAt("2026-03-02T09:00:00"), end: timeAt("2026-03-02T10:00:00") };
    const { id } = await me.sendOk("POST /me/events", {
      ...times,
      recurrence: { pattern: { type: "daily", interval: 1 }, range: { type: "numbered", numberOfOccurrences: 4, startDate: "2026-03-02" } },
    });
    const instances = async () =>
      (await me.sendOk(`GET /me/events/${id}/instances?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-31T00:00:00Z`)).value;
    const [one, two] = await instances();
    await me.sendOk(`PATCH /me/events/${one.id}`, { subject: "Other" });
    await me.sendOk(`DELETE /me/events/${two.id}`);
    await me.sendOk(`PATCH /me/events/${id}`, { ...times, subject: "Same time" });
    expect((await instances()).map(({ subject }: any) => subject)).toEqual(["Other", "Same time", "Same time"]);
    await me.sendOk(`PATCH /me/events/${id}`, { start: timeAt("2026-03-02T11:00:00"), end: timeAt("2026-03-02T12:00:00") });
    expect((await instances()).map(({ start }: any) => start.dateTime.slice(8, 16))).toEqual([
      "02T11:00",
      "03T11:00",
      "04T11:00",
      "05T11:00",
    ]);
    await me.sendOk(`PATCH /me/events/${id}`, { end: timeAt("2026-03-03T01:00:00") });
    expect((await instances()).map(({ end }: any) => end.dateTime.slice(8, 16))).toEqual(["03T01:00", "04T01:00", "05T01:00", "06T01:00"]);
    const before = await me.sendOk(`GET /me/events/${id}`);
    const never = {
      pattern: { type: "weekly", daysOfWeek: ["monday"] },
      range: { type: "endDate", startDate: "2026-03-03", endDate: "2026-03-04" },
    };
    expect((await me.send(`PATCH /me/events/${id}`, { subject: "Half a change", recurrence: never })).status).toBe(400);
    expect(await me.sendOk(`GET /me/events/${id}`)).toEqual(before);
    await me.sendOk(`PATCH /me/events/${id}`, { recurrence: null });
    expect((await me.sendOk(`GET /me/events/${id}`)).type).toBe("singleInstance");
  });
});
