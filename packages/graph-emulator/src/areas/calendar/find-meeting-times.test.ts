import { describe, expect, it } from "vitest";
import { createTestTenant, testUsers, timeAt } from "../../../test/areas/calendar/calendar-test.fixture.ts";

const { ada, ben, pat } = testUsers;
const path = "POST /me/findMeetingTimes";
const person = (address: string) => ({ type: "required", emailAddress: { address } });
const on = (day: string, from: string, until: string, zone = "UTC") => ({
  timeConstraint: { timeSlots: [{ start: timeAt(`2026-03-${day}T${from}:00`, zone), end: timeAt(`2026-03-${day}T${until}:00`, zone) }] },
});

async function setUp() {
  const { client, emulator } = createTestTenant();
  const { calendar } = emulator.control;
  const busy = (user: string, from: string, until: string) =>
    calendar.createEvent(user, { subject: "Busy", start: timeAt(`2026-03-03T${from}:00`), end: timeAt(`2026-03-03T${until}:00`) });
  const me = await client(ada, ["Calendars.Read.Shared"]);
  const find = async (body: object, headers?: Record<string, string>) => me.sendOk(path, body, headers);
  const startsOf = (result: any) =>
    result.meetingTimeSuggestions.map(({ meetingTimeSlot }: any) => meetingTimeSlot.start.dateTime.slice(11, 16));
  return { client, busy, me, find, startsOf };
}

describe("findMeetingTimes", () => {
  it("suggests times when everybody is free, every half hour", async () => {
    const { busy, find, startsOf } = await setUp();
    busy(ada, "09:00", "10:00");
    busy(ben, "10:30", "11:00");
    const result = await find({ attendees: [person(ben)], ...on("03", "08:00", "12:00"), meetingDuration: "PT1H" });
    expect([startsOf(result), result.emptySuggestionsReason]).toEqual([["08:00", "11:00"], ""]);
    expect(result.meetingTimeSuggestions[0]).toMatchObject({
      confidence: 100,
      organizerAvailability: "free",
      attendeeAvailability: [{ availability: "free", attendee: person(ben) }],
      meetingTimeSlot: { end: timeAt("2026-03-03T09:00:00.0000000") },
    });
    expect(startsOf(await find({ attendees: [person(ben)], ...on("03", "08:00", "12:00"), maxCandidates: 1 }))).toEqual(["08:00"]);
  });

  it("says why there is no time", async () => {
    const { busy, find } = await setUp();
    busy(ada, "09:00", "10:00");
    busy(ben, "10:00", "11:00");
    const reason = async (body: object) => (await find({ attendees: [person(ben)], ...body })).emptySuggestionsReason;
    expect(await reason(on("03", "09:00", "10:00"))).toBe("organizerUnavailable");
    expect(await reason({ ...on("03", "09:00", "10:00"), isOrganizerOptional: true })).toBe("");
    expect(await reason(on("03", "10:00", "11:00"))).toBe("attendeesUnavailable");
    expect(await reason({ ...on("03", "10:00", "11:00"), minimumAttendeePercentage: 0 })).toBe("");
    expect(await reason({ attendees: [person("new@fabrikam.example")], ...on("03", "10:00", "11:00") })).toBe(
      "attendeesUnavailableOrUnknown",
    );
    expect(await reason(on("03", "20:00", "22:00"))).toBe("unknown");
  });

  it.each(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])(
    "finds the working hours, and answers in %s",
    async (zone) => {
      const { find } = await setUp();
      const { meetingTimeSuggestions: found } = await find(on("08", "00:00", "23:30"), { prefer: `outlook.timezone="${zone}"` });
      expect(found).toEqual([]);
      const { meetingTimeSuggestions } = await find(on("09", "00:00", "23:30"), { prefer: `outlook.timezone="${zone}"` });
      expect(meetingTimeSuggestions).toHaveLength(18);
      expect(meetingTimeSuggestions[0].meetingTimeSlot.start.timeZone).toBe(zone);
      const unrestricted = { timeConstraint: { activityDomain: "unrestricted", ...on("08", "00:00", "23:30").timeConstraint } };
      expect((await find({ ...unrestricted, maxCandidates: 100 })).meetingTimeSuggestions).toHaveLength(47);
    },
  );

  it("works without a body, and refuses what it does not have", async () => {
    const { client, me } = await setUp();
    expect(["meeting-times-choice", (await me.sendOk(path)).meetingTimeSuggestions.length]).toEqual(["meeting-times-choice", 20]);
    expect((await me.send(path, { meetingDuration: "an hour" })).status).toBe(400);
    expect((await me.send(path, { locationConstraint: { suggestLocation: true } })).body.error.code).toBe("NotEmulated");
    const personal = await client(pat, ["Calendars.Read.Shared"]);
    expect((await personal.send(path, {})).status).toBe(400);
    expect((await (await client(ada, ["Calendars.ReadWrite"])).send(path, {})).status).toBe(403);
  });
});
