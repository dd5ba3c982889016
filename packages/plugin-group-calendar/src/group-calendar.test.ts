import { describe, expect, it } from "vitest";
import {
  ada,
  callCountsOf,
  graphEvent,
  groupEmulator,
  groupHost,
  groupIdOf,
  newEventsOf,
  subjectsOf,
  tenant,
} from "../test/group.fixture.ts";

const deltaCall = "GET /groups/{groupId}/calendar/calendarView/delta";
const viewCall = "GET /groups/{groupId}/calendar/calendarView";

describe("discovery", () => {
  it("makes a sensor for each Microsoft 365 group that you are in, but not for security groups and other groups", async () => {
    await using t = await groupHost();
    const { groups } = t.emulator.control;
    const board = groups.add(tenant, { displayName: "Board" });
    groups.add(tenant, { displayName: "Staff", kind: "security", members: [ada] });
    await t.account.rescan();
    expect(t.host.index().map(({ id }) => id)).toEqual(["home/group-calendar/team"]);
    groups.addMember(board, ada);
    await t.account.rescan();
    expect(t.host.index().map(({ id }) => id)).toContain("home/group-calendar/board");
    expect(await t.account.call("group-calendar/list-groups")).toEqual({
      groups: [
        { id: board, name: "Board", mail: "board@contoso.example", visibility: "Private" },
        { id: groupIdOf(t), name: "Team", mail: "team@contoso.example", visibility: "Private" },
      ],
    });
    expect(t.log.join()).not.toContain("board@");
  });

  it("finds more than one page of groups", async () => {
    const emulator = groupEmulator();
    for (let number = 0; number < 120; number++) emulator.control.groups.add(tenant, { displayName: `Group ${number}`, members: [ada] });
    await using t = await groupHost({ emulator });
    expect(t.host.index()).toHaveLength(121);
  });

  it("finds configured groups by address, name or id; logs a mistyped one once and makes no sensor for it", async () => {
    const emulator = groupEmulator();
    const { groups } = emulator.control;
    const club = groups.add(tenant, { displayName: "Club", members: [ada] });
    groups.add(tenant, { displayName: "Staff", kind: "security", members: [ada] });
    const staff = groups.list(tenant).find(({ displayName }) => displayName === "Staff")!.id;
    const config = {
      calendars: [
        { group: "Team@contoso.example", name: "Ours" },
        { group: club },
        { group: "Teem" },
        { group: "11111111-2222-4333-8444-555555555555" },
        { group: staff },
      ],
    };
    await using t = await groupHost({ emulator, config });
    expect(t.host.index().map(({ title }) => title)).toEqual(["Ours", "Club"]);
    const warnings = (words: string) => t.log.filter((line) => line.startsWith("warn") && line.includes(words)).length;
    const before = warnings("not a member of a group");
    expect(before).toBeGreaterThan(0);
    expect(warnings("security group")).toBeGreaterThan(0);
    await t.advance("30m");
    expect(warnings("not a member of a group")).toBe(before);
    expect(t.log.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("keeps configured groups when the groups cannot be listed", async () => {
    const emulator = groupEmulator();
    const id = groupIdOf({ emulator });
    emulator.control.calendar.createEvent(id, graphEvent("Standup", "2026-03-02T09:00:00", "2026-03-02T09:15:00"));
    emulator.control.faults.add({ path: "/me/transitiveMemberOf*", status: 500 });
    await using t = await groupHost({ emulator, config: { calendars: [{ group: id, name: "Team" }] } });
    expect(subjectsOf(t)).toEqual(["Standup"]);
  });
});

describe("the sensor", () => {
  it("is on while an event is in progress, all-day and recurring ones included", async () => {
    await using t = await groupHost();
    const { calendar } = t.emulator.control;
    const recurrence = {
      pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
      range: { type: "noEnd", startDate: "2026-03-02", recurrenceTimeZone: "W. Europe Standard Time" },
    };
    calendar.createEvent(groupIdOf(t), graphEvent("Standup", "2026-03-02T09:00:00", "2026-03-02T09:15:00", { recurrence }));
    calendar.createEvent(groupIdOf(t), graphEvent("Fair", "2026-03-04T00:00:00", "2026-03-05T00:00:00", { isAllDay: true }));
    const newEvents = newEventsOf(t);
    await t.advance("61s");
    expect(newEvents().sort()).toEqual(["created Fair external", "created Standup external"]);
    expect(t.sensor("group-calendar/team")).toMatchObject({
      state: "off",
      attributes: { subject: "Standup", recurrence: "FREQ=WEEKLY;BYDAY=MO;WKST=SU" },
    });
    expect(subjectsOf(t)).toEqual(["Standup", "Fair", "Standup", "Standup"]);
    await t.advance("59m");
    expect(t.sensor("group-calendar/team").state).toBe("on");
    expect(newEvents()).toEqual(["started Standup"]);
    await t.advance("15m");
    expect(t.sensor("group-calendar/team").state).toBe("off");
    expect(newEvents()).toEqual(["ended Standup"]);
  });

  it("is a collection of all events for calendar programs, with series as rules", async () => {
    await using t = await groupHost({ agenda: { from: -90, to: 365 } });
    const { calendar } = t.emulator.control;
    const range = { type: "noEnd", startDate: "2026-03-02", recurrenceTimeZone: "UTC" };
    const recurrence = { pattern: { type: "daily", interval: 1 }, range };
    calendar.createEvent(groupIdOf(t), graphEvent("Standup", "2026-03-02T09:00:00", "2026-03-02T09:15:00", { recurrence }));
    calendar.createEvent(groupIdOf(t), graphEvent("Summer", "2026-07-01T09:00:00", "2026-07-01T10:00:00"));
    await t.account.refresh();
    calendar.deleteEvent(groupIdOf(t), calendar.view(groupIdOf(t), "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z")[0]!.id);
    await t.account.refresh();
    const [team] = await t.account.collections();
    expect(team).toMatchObject({ title: "Team", component: "VEVENT", access: "write" });
    const read = await team!.read((await team!.heads()).map(({ group }) => group));
    const components = read.map((resource) => resource!.components[0]).sort((a, b) => (a.summary! < b.summary! ? -1 : 1));
    expect(components).toMatchObject([{ summary: "Standup", exdate: [{ at: "2026-05-01T09:00:00Z" }] }, { summary: "Summer" }]);
    expect(subjectsOf(t)).not.toContain("Summer");
  });

  it("is read by delta; where a group refuses it, its window is read every five minutes, which is logged", async () => {
    const emulator = groupEmulator();
    const { counters } = emulator.control;
    await using withDelta = await groupHost({ emulator });
    counters.reset();
    await withDelta.advance("60m");
    expect(callCountsOf(withDelta)[deltaCall]).toBe(60);
    expect(callCountsOf(withDelta)[viewCall]).toBeUndefined();

    const refusing = groupEmulator();
    refusing.control.groups.refuseDelta();
    await using withoutDelta = await groupHost({ emulator: refusing });
    expect(withoutDelta.log.filter((line) => line.includes("every 5 minutes"))).toHaveLength(1);
    refusing.control.counters.reset();
    await withoutDelta.advance("60m");
    expect(callCountsOf(withoutDelta)[viewCall]).toBeGreaterThanOrEqual(11);
    expect(callCountsOf(withoutDelta)[viewCall]).toBeLessThanOrEqual(12);
    const newEvents = newEventsOf(withoutDelta);
    const { id } = refusing.control.calendar.createEvent(
      groupIdOf(withoutDelta),
      graphEvent("Game", "2026-03-03T18:00:00", "2026-03-03T20:00:00"),
    );
    await withoutDelta.advance("6m");
    expect(newEvents()).toEqual(["created Game external"]);
    refusing.control.calendar.deleteEvent(groupIdOf(withoutDelta), id);
    await withoutDelta.advance("6m");
    expect(newEvents()).toEqual(["removed Game external"]);
  });

  it("explains that a group's calendar is open to members only", async () => {
    await using t = await groupHost();
    t.emulator.control.groups.removeMember("Team", ada);
    await t.advance("61s");
    expect(t.sensor("group-calendar/team")).toMatchObject({ stale: true, error: expect.stringContaining("open to members only") });
    await t.account.rescan();
    expect(t.sensor("group-calendar/team").gone).toBe(true);
  });
});

describe("services", () => {
  it("list the events of any range page by page, with the permission to read alone", async () => {
    await using t = await groupHost({ account: { enableUpdate: false } });
    const { calendar } = t.emulator.control;
    for (const day of ["04", "05", "06"])
      calendar.createEvent(groupIdOf(t), graphEvent(`Market ${day}`, `2027-05-${day}T09:00:00`, `2027-05-${day}T10:00:00`));
    const range = { sensor: "team", start: "2027-05-01", end: "2027-06-01", maxItems: 2 };
    const first = await t.account.call("group-calendar/list-events", range);
    expect(first).toMatchObject({ events: [{ subject: "Market 04" }, { subject: "Market 05" }], truncated: true });
    const { cursor } = first as { cursor: string };
    const second = await t.account.call("group-calendar/list-events", { ...range, cursor });
    expect(second).toEqual({ events: [expect.objectContaining({ subject: "Market 06" })], truncated: false });
    t.emulator.control.groups.removeMember("Team", ada);
    await expect(t.account.call("group-calendar/list-events", range)).rejects.toThrow("open to members only");
  });

  it("create, modify and remove events, with Casement as the origin", async () => {
    await using t = await groupHost();
    const { calendar } = t.emulator.control;
    const newEvents = newEventsOf(t);
    const created = (await t.account.call("group-calendar/create-event", {
      subject: "Retro",
      start: "2026-03-29T01:30",
      end: "2026-03-29T03:30",
      recurrence: "FREQ=WEEKLY;COUNT=3",
    })) as { id: string };
    // The clock goes forward at 02:00, so the event takes one hour.
    expect(created).toMatchObject({ subject: "Retro", start: "2026-03-29T01:30:00+01:00", end: "2026-03-29T03:30:00+02:00" });
    const { id } = (await t.account.call("group-calendar/create-event", { subject: "Party", start: "2026-03-04" })) as { id: string };
    expect(subjectsOf(t)).toEqual(["Party"]);
    await t.account.call("group-calendar/modify-event", { sensor: "Team", id, subject: "Summer party", location: "Garden" });
    expect(t.sensor("group-calendar/team").attributes).toMatchObject({ subject: "Summer party", location: "Garden", allDay: true });
    await t.account.call("group-calendar/remove-event", { id });
    expect(subjectsOf(t)).toEqual([]);
    expect(calendar.events(groupIdOf(t)).map(({ subject }) => subject)).toEqual(["Retro"]);
    expect(newEvents()).toEqual(["created Party casement", "modified Summer party casement", "removed Summer party casement"]);
  });

  it("keep the part by which people join an online meeting", async () => {
    await using t = await groupHost();
    const input = { subject: "Call", start: "2026-03-04T09:00", end: "2026-03-04T10:00", body: "Agenda", onlineMeeting: true };
    const { id, joinUrl } = (await t.account.call("group-calendar/create-event", input)) as { id: string; joinUrl: string };
    await t.account.call("group-calendar/modify-event", { id, body: "New agenda" });
    const [event] = t.emulator.control.calendar.events(groupIdOf(t)) as any[];
    expect(event.body.content).toContain("New agenda");
    expect(event.body.content).toContain(joinUrl);
    expect(event.body.content).not.toContain(">Agenda");
  });

  it("show their changes at once where delta is refused", async () => {
    const emulator = groupEmulator();
    emulator.control.groups.refuseDelta();
    await using t = await groupHost({ emulator });
    const { id } = (await t.account.call("group-calendar/create-event", { subject: "Party", start: "2026-03-04" })) as { id: string };
    expect(subjectsOf(t)).toEqual(["Party"]);
    await t.account.call("group-calendar/remove-event", { id });
    expect(subjectsOf(t)).toEqual([]);
  });

  it("require updates and the administrator's approval", async () => {
    await using t = await groupHost({ account: { enableUpdate: false } });
    expect((await t.account.scopes()).requested).not.toContain("Group.ReadWrite.All");
    await expect(t.account.call("group-calendar/create-event", { subject: "X", start: "2026-03-04" })).rejects.toMatchObject({
      code: "service-refused",
    });
  });
});

describe("accounts without group calendars", () => {
  it.each([
    [{ accountType: "personal" }, "pat@outlook.example", "needs a work or school account"],
    [{ sharedMailbox: "office@contoso.example" }, ada, "belong to a group"],
  ])("%j: the plugin is off, with the reason, and requests nothing", async (account, user, reason) => {
    const emulator = groupEmulator();
    emulator.directory.addUser({ userPrincipalName: "pat@outlook.example", displayName: "Pat" });
    await using t = await groupHost({ emulator, user, account });
    expect((await t.account.scopes()).requested.filter((scope) => scope.startsWith("Group"))).toEqual([]);
    expect(t.account.status().plugins[0]).toMatchObject({ access: "off", reason: expect.stringContaining(reason) });
    expect(Object.keys(callCountsOf(t)).filter((call) => call.includes("roup"))).toEqual([]);
  });

  it("without an administrator's consent, the sign-in is refused; after it, the sign-in works", async () => {
    const emulator = groupEmulator({ consent: false });
    await using t = await groupHost({ emulator, signedOut: true });
    const device = await t.account.signIn.deviceCode();
    const refused = emulator.control.entra.approveDevice(device.userCode, ada);
    expect(refused).toMatchObject({ approved: false, message: expect.stringContaining("AADSTS90094") });
    emulator.directory.grant(emulator.directory.tenant(tenant)!.id, t.account.options.clientId, ["Group.Read.All", "Group.ReadWrite.All"]);
    device.done.catch(() => undefined);
    await t.signIn();
    await t.advance("61s");
    expect(t.sensor("group-calendar/team").stale).toBe(false);
  });
});
