import { describe, expect, it } from "vitest";
import { ada, calendarHost, graphEvent, newEventsOf, subjectsOf } from "../../test/calendar.fixture.ts";

describe("discovery", () => {
  it("finds more than 50 calendars", async () => {
    await using t = await calendarHost({ every: "24h", mode: "once" });
    for (let n = 1; n <= 120; n++) t.emulator.control.calendar.createCalendar(ada, { name: `Team ${n}` });
    await t.account.rescan();
    const sensors = t.host.index().map(({ id }) => id);
    expect(sensors).toHaveLength(121);
    expect(sensors).toContain("home/calendar/team-120");
  });

  it("shows sensors from the first start, with the calendar's color", async () => {
    await using t = await calendarHost({ signedOut: true });
    t.emulator.control.calendar.createCalendar(ada, { name: "Club", color: "lightRed" });
    t.emulator.control.calendar.createCalendar(ada, { name: "Band", hexColor: "#123456" });
    await t.signIn();
    const colors = Object.fromEntries((await t.host.sensors()).map(({ title, attributes }) => [title, attributes.color]));
    expect(colors).toEqual({ Calendar: undefined, Club: "#f88c9b", Band: "#123456" });
  });

  it.each([
    [{ track: "none" }, []],
    [{ track: false }, []],
    [{ track: ["club"] }, ["Club"]],
    [{ track: "none", calendars: [{ calendar: "Club", name: "Chess" }] }, ["Chess"]],
    [{ calendars: [{ calendar: "Club", track: false }] }, ["Calendar"]],
    [{ calendars: [{ calendar: "Club" }, { calendar: "Club", name: "Games", search: "game" }] }, ["Calendar", "Club", "Games"]],
  ])("tracks as configured: %j", async (config, titles) => {
    await using t = await calendarHost({ config, signedOut: true });
    t.emulator.control.calendar.createCalendar(ada, { name: "Club" });
    await t.signIn();
    expect(
      t.host
        .index()
        .map(({ title }) => title)
        .sort(),
    ).toEqual(titles);
  });

  it("shows one calendar with several filters, with one feed key", async () => {
    const config = { calendars: [{ calendar: "Calendar" }, { calendar: "Calendar", name: "Private", search: "O'Neill's" }] };
    await using t = await calendarHost({ config });
    const { calendar, counters } = t.emulator.control;
    calendar.createEvent(ada, graphEvent("O'Neill's birthday", "2026-03-04", "2026-03-05"));
    calendar.createEvent(ada, graphEvent("Review", "2026-03-03T10:00:00", "2026-03-03T11:00:00"));
    counters.reset();
    await t.advance("60s");
    expect(counters.report().units).toBe(1);
    expect(subjectsOf(t)).toEqual(["Review", "O'Neill's birthday"]);
    expect(subjectsOf(t, "calendar/private")).toEqual(["O'Neill's birthday"]);
  });

  it("logs a warning for a calendar that does not exist, and continues", async () => {
    await using t = await calendarHost({ config: { calendars: [{ calendar: "Nowhere" }] } });
    expect(t.host.index()).toHaveLength(1);
    expect(t.log.some((line) => line.includes("calendars.0") && !line.includes("Nowhere"))).toBe(true);
  });
});

describe("when the calendars cannot be listed", () => {
  it("those configured by id work, and known ones stay", async () => {
    await using first = await calendarHost();
    const { calendar, faults } = first.emulator.control;
    calendar.createCalendar(ada, { name: "Club" });
    await first.account.rescan();
    const [own] = calendar.calendars(ada) as [{ id: string }];
    calendar.createEvent(ada, graphEvent("Lunch", "2026-03-03T10:00:00", "2026-03-03T11:00:00"));
    faults.add({ path: "/me/calendars", status: 500 });
    const plugins = [{ ...first.account.options.plugins[0]!, config: { calendars: [{ calendar: own.id }] } }];
    await using t = await first.restart({ plugins });
    await t.advance("2m");
    expect(t.host.index().map(({ id, gone, stale }) => [id, gone, stale])).toEqual([
      ["home/calendar/calendar", false, false],
      ["home/calendar/club", false, false],
    ]);
    expect(subjectsOf(t)).toEqual(["Lunch"]);

    faults.clear();
    await t.account.rescan();
    calendar.removeCalendar(ada, "Club");
    await t.account.rescan();
    expect(t.sensor("calendar/club").gone).toBe(true);
  });

  it("those configured by id work at the first start, with the calendar's name", async () => {
    await using first = await calendarHost({ mode: "once" });
    const { calendar, faults } = first.emulator.control;
    const club = calendar.createCalendar(ada, { name: "Club" });
    faults.add({ path: "/me/calendars", status: 500 });
    await using t = await calendarHost({
      emulator: first.emulator,
      clock: first.clock,
      config: { calendars: [{ calendar: club.id }, { calendar: "Calendar" }] },
    });
    expect(t.host.index().map(({ title }) => title)).toEqual(["Club"]);
    calendar.createEvent(ada, graphEvent("Game", "2026-03-03T10:00:00", "2026-03-03T11:00:00"), "Club");
    await t.advance("2m");
    expect(subjectsOf(t, "calendar/club")).toEqual(["Game"]);
  });
});

describe("a calendar that fails", () => {
  it("does not make other calendars stale", async () => {
    await using t = await calendarHost();
    const { calendar } = t.emulator.control;
    calendar.createCalendar(ada, { name: "Club" });
    await t.account.rescan();
    const newEvents = newEventsOf(t);
    calendar.refuseCalendar(ada, "Club");
    calendar.createEvent(ada, graphEvent("Lunch", "2026-03-03T10:00:00", "2026-03-03T11:00:00"));
    await t.advance("5m");
    expect(t.sensor("calendar/club")).toMatchObject({ stale: true, state: "off" });
    expect(t.sensor("calendar/calendar")).toMatchObject({ stale: false });
    calendar.refuseCalendar(ada, "Club", false);
    await t.advance("6m");
    expect(t.sensor("calendar/club").stale).toBe(false);
    expect(newEvents()).toEqual(["created Lunch"]);
  });
});

describe("accounts", () => {
  const full = graphEvent("Review", "2026-03-03T10:00:00", "2026-03-03T11:00:00", {
    body: { contentType: "text", content: "Secret text" },
  });

  it("with basic: requests only Calendars.ReadBasic and shows no body", async () => {
    await using t = await calendarHost({ config: { basic: true }, account: { enableUpdate: false }, signedOut: true });
    // Of the permissions for calendars, only this one requires an administrator.
    t.emulator.control.entra.grant("contoso.example", t.account.options.clientId, ["Calendars.ReadBasic"]);
    await t.signIn();
    t.emulator.control.calendar.createEvent(ada, full);
    await t.advance("61s");
    expect(t.sensor("calendar/calendar").attributes).toMatchObject({ subject: "Review" });
    expect(t.sensor("calendar/calendar").attributes).not.toHaveProperty("body");
    const requested = (await t.account.scopes()).requested.filter((scope) => scope.startsWith("Calendars"));
    expect(requested).toEqual(["Calendars.ReadBasic"]);
  });

  it("read-only: refuses update services with the reason; everything else works", async () => {
    await using t = await calendarHost({ account: { enableUpdate: false } });
    await expect(t.account.call("calendar/create-event", { subject: "x", start: "2026-03-03" })).rejects.toMatchObject({
      code: "service-refused",
    });
    expect(await t.account.call("calendar/list-events", {})).toEqual({ events: [], truncated: false });
  });

  it("personal: works, except for free/busy times", async () => {
    await using t = await calendarHost({ account: { accountType: "personal" } });
    await t.account.call("calendar/create-event", { subject: "Dinner", start: "2026-03-03T19:00", end: "2026-03-03T21:00" });
    expect(subjectsOf(t)).toEqual(["Dinner"]);
    const input = { emails: ["a@b.example"], start: "2026-03-03", end: "2026-03-04" };
    await expect(t.account.call("calendar/get-schedule", input)).rejects.toMatchObject({
      message: expect.stringContaining("work or school"),
    });
  });

  it("shared mailbox: reads and writes there, with .Shared scopes", async () => {
    const team = "team@contoso.example";
    await using t = await calendarHost({ account: { sharedMailbox: team }, signedOut: true });
    const { emulator } = t;
    emulator.directory.addUser({ userPrincipalName: team, displayName: "Team" });
    emulator.control.shares.add(team, ada);
    emulator.control.calendar.createEvent(team, full);
    await t.signIn();
    await t.advance("61s");
    expect(subjectsOf(t)).toEqual(["Review"]);
    const created = (await t.account.call("calendar/create-event", { subject: "Workshop", start: "2026-03-04" })) as { id: string };
    await t.account.call("calendar/modify-event", { id: created.id, subject: "Big workshop" });
    expect(subjectsOf(t)).toEqual(["Review", "Big workshop"]);
    expect((await t.account.scopes()).requested.filter((scope) => scope.startsWith("Calendars"))).toEqual([
      "Calendars.Read.Shared",
      "Calendars.ReadWrite.Shared",
    ]);
    const paths = t.log.flatMap((line) => /"path":"([^"]*calendar[^"]*)"/.exec(line)?.[1] ?? []);
    expect(new Set(paths.map((path) => path.split("/")[1]))).toEqual(new Set(["users"]));
  });
});
