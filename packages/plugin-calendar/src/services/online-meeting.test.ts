import type { TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { ada, calendarHost, callService } from "../../test/calendar.fixture.ts";

const meeting = { subject: "Plan", start: "2026-03-03T10:00", end: "2026-03-03T11:00", onlineMeeting: true, body: "Agenda" };
const inGraph = (t: TestHost): any => t.emulator.control.calendar.events(ada)[0];

describe("modify-event of an online meeting", () => {
  it.each([
    [{ body: "New <agenda>\nsecond line" }, "New &lt;agenda&gt;<br>\r\nsecond line"],
    [{ body: "<html><body><p>New</p></body></html>", bodyType: "html" }, "<p>New</p>"],
    [{ body: null }, undefined],
  ])("replaces the text, %j, and keeps the part by which people join", async (change, words) => {
    await using t = await calendarHost();
    const { id, joinUrl } = await callService(t, "create-event", meeting);
    await callService(t, "modify-event", { id, ...change });
    const { content, contentType } = inGraph(t).body;
    expect(contentType).toBe("html");
    expect(content).toContain(`href="${joinUrl}"`);
    expect(content).not.toContain("Agenda");
    if (words) expect(content.indexOf(words)).toBeGreaterThan(0);
    expect(content.indexOf(words ?? "")).toBeLessThan(content.indexOf(joinUrl));
    expect(content.match(/<\/body>/g)).toHaveLength(1);
    expect(inGraph(t)).toMatchObject({ isOnlineMeeting: true, onlineMeeting: { joinUrl } });
  });

  it.each(["<!-- draft", "<style>p", "<script>x", '<a href="https://contoso.example', "<title>", "<!-- </body> -->", "<textarea>"])(
    "keeps it beside HTML that does not end, %s, now and later",
    async (content) => {
      await using t = await calendarHost();
      const { id, joinUrl } = await callService(t, "create-event", meeting);
      await callService(t, "modify-event", { id, body: content, bodyType: "html" });
      expect((await callService(t, "list-events", { start: "2026-03-03", end: "2026-03-04" })).events[0].body).toContain("Join");
      await callService(t, "modify-event", { id, body: "Later" });
      expect(inGraph(t)).toMatchObject({ isOnlineMeeting: true, onlineMeeting: { joinUrl } });
      expect(inGraph(t).body.content).toContain("Later");
    },
  );

  it("does not repeat the part when the event's own text is sent back", async () => {
    await using t = await calendarHost();
    const { id, body, joinUrl } = await callService(t, "create-event", meeting);
    expect(body).toContain("Teams");
    await callService(t, "modify-event", { id, body: body.replace("Agenda", "Other") });
    await callService(t, "modify-event", { id, body: inGraph(t).body.content.replace("Other", "Last"), bodyType: "html" });
    expect(inGraph(t).body.content.split(joinUrl)).toHaveLength(2);
    expect(inGraph(t).body.content).toContain("Last");
  });

  it("keeps it in a series, and in one occurrence", async () => {
    await using t = await calendarHost();
    await callService(t, "create-event", { ...meeting, recurrence: "FREQ=DAILY;COUNT=3" });
    const [first, second] = t.sensor("calendar/calendar").attributes.events as { id: string; joinUrl: string }[];
    await callService(t, "modify-event", { id: first!.id, body: "Only this one" });
    await callService(t, "modify-event", { id: second!.id, series: true, body: "All" });
    expect(inGraph(t).body.content).toMatch(/All[\s\S]*meetup-join/);
    const events = (await callService(t, "list-events", { fields: ["subject", "body", "joinUrl"], start: "2026-03-03", end: "2026-03-06" }))
      .events;
    expect(events.map(({ joinUrl }: { joinUrl: string }) => joinUrl)).toEqual(Array(3).fill(first!.joinUrl));
    expect(events[0].body).toContain("Only this one");
    expect(events[0].body).toContain("Teams");
  });

  it("keeps the responses of attendees who stay, and the room behind a location that is given again", async () => {
    await using t = await calendarHost();
    const room = { displayName: "Room 1", locationType: "conferenceRoom", locationEmailAddress: "room1@contoso.example" };
    const { id } = t.emulator.control.calendar.createEvent(ada, {
      subject: "x",
      start: { dateTime: "2026-03-03T10:00:00", timeZone: "UTC" },
      end: { dateTime: "2026-03-03T11:00:00", timeZone: "UTC" },
      location: room,
      attendees: [{ type: "required", emailAddress: { address: "eve@elsewhere.example", name: "Eve Adams" } }],
    });
    await t.advance("61s");
    const attendees = [{ email: "Eve@elsewhere.example", type: "optional" }, { email: "ben@elsewhere.example" }];
    const changed = await callService(t, "modify-event", { id, location: "Room 1", attendees });
    expect(changed.attendees).toMatchObject([{ name: "Eve Adams", type: "optional" }, { email: "ben@elsewhere.example" }]);
    expect(inGraph(t).location).toMatchObject(room);
    await callService(t, "modify-event", { id, location: "Canteen" });
    expect(inGraph(t).location).toMatchObject({ displayName: "Canteen", locationType: "default" });
  });

  it("leaves the body of other events as it is given", async () => {
    await using t = await calendarHost();
    const { id } = await callService(t, "create-event", { ...meeting, onlineMeeting: false });
    await callService(t, "modify-event", { id, body: "Plain" });
    expect(inGraph(t).body.content).toContain('<div class="PlainText">Plain</div>');
  });
});
