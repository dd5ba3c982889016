import assert from "node:assert/strict";
import { householdUsers } from "@casement/graph-emulator/household";
import type { AgentRequest } from "../agent-request.ts";
import { dayAfter, dayIn, nextDay } from "../request-days.ts";

const { main, colleagues } = householdUsers;
const { mateo, priya } = colleagues;
const account = "home";
const sensor = "calendar";
const friday = nextDay("Fri");
/** To find an event among others. */
const names = ["subject", "start"];
const graphTime = (dateTime: string) => ({ dateTime, timeZone: "UTC" });

export const calendarRequests: readonly AgentRequest[] = [
  {
    number: 1,
    text: "Move my hearing test in a week to ten o'clock.",
    prepare({ control }) {
      const times = { start: graphTime(`${dayIn(7)}T12:00:00`), end: graphTime(`${dayIn(7)}T13:00:00`) };
      control.calendar.createEvent(main, { subject: "Hearing test", ...times });
    },
    async run(agent) {
      const period = { start: dayIn(6), end: dayIn(9) };
      const { events } = await agent.call("calendar_list-events", {
        account,
        sensor,
        ...period,
        search: "hearing",
        ...agent.only("calendar_list-events", names),
      });
      await agent.call("calendar_modify-event", { account, id: events[0].id, start: `${dayIn(7)}T10:00` });
    },
    check({ control }) {
      const event = control.calendar.events(main).find(({ subject }) => subject === "Hearing test");
      assert.match(JSON.stringify(event?.start), /T(09|10):00/);
    },
  },
  {
    number: 5,
    text: `When can Mateo (${mateo}), Priya (${priya}) and I meet for an hour this week?`,
    needs: ["calendar_find-times"],
    pending: "free times must be worked out from digits of get-schedule",
    async run(agent) {
      const { slots } = await agent.call("calendar_find-times", { account, emails: [mateo, priya], minutes: 60 });
      assert.ok(slots.length > 0);
    },
  },
  {
    number: 9,
    text: "Decline Friday's invitations with a note: I am traveling.",
    prepare({ control }) {
      for (const [subject, hour] of [
        ["Review", "10"],
        ["Tour", "13"],
      ] as const) {
        const times = { start: graphTime(`${friday}T${hour}:00:00`), end: graphTime(`${friday}T${hour}:30:00`) };
        const organizer = { emailAddress: { address: mateo, name: "Mateo Lind" } };
        control.calendar.createEvent(main, {
          subject,
          ...times,
          organizer,
          attendees: [{ emailAddress: { address: main }, type: "required" }],
        });
      }
    },
    async run(agent) {
      const note = { response: "decline", comment: "I am traveling." };
      if (agent.offers("calendar_respond-to-event.where")) {
        await agent.call("calendar_respond-to-event", { account, where: { start: friday, end: dayAfter(friday) }, ...note });
        return;
      }
      const { events } = await agent.call("calendar_list-events", { account, sensor, start: friday, end: dayAfter(friday) });
      for (const { id, subject } of events)
        if (subject === "Review" || subject === "Tour") await agent.call("calendar_respond-to-event", { account, id, ...note });
    },
    check({ control }) {
      const declined = control.calendar.events(main).filter(({ responseStatus }) => (responseStatus as any)?.response === "declined");
      assert.deepEqual(
        declined
          .map(({ subject }) => subject)
          .filter((name) => name === "Review" || name === "Tour")
          .sort(),
        ["Review", "Tour"],
      );
    },
  },
  {
    number: 15,
    text: "What is on today, in all my calendars?",
    async run(agent) {
      const fields = agent.only("calendar_list-events", ["subject", "start", "end", "location", "calendar"]);
      const period = { start: dayIn(0), end: dayIn(1), ...fields };
      if (!agent.requires("calendar_list-events.sensor")) return void (await agent.call("calendar_list-events", { account, ...period }));
      for (const name of ["calendar", "family", "birthdays", "school", "sports"])
        await agent.call("calendar_list-events", { account, sensor: name, ...period });
    },
  },
  {
    number: 19,
    text: `Set up a weekly one-to-one with Priya (${priya}) on Mondays at nine, for half an hour, on Teams.`,
    async run(agent) {
      const monday = nextDay("Mon");
      const times = { start: `${monday}T09:00`, end: `${monday}T09:30`, recurrence: "FREQ=WEEKLY;BYDAY=MO", onlineMeeting: true };
      await agent.call("calendar_create-event", {
        account,
        sensor,
        subject: "One to one with Priya",
        attendees: [{ email: priya }],
        ...times,
      });
    },
    check({ control }) {
      const event: any = control.calendar.events(main).find(({ subject }) => subject === "One to one with Priya");
      assert.equal(event?.attendees?.[0]?.emailAddress?.address, priya);
      assert.equal(event?.isOnlineMeeting, true);
      assert.equal(event?.recurrence?.pattern?.type, "weekly");
    },
  },
  {
    number: 27,
    text: "Move next week's one-to-one with Priya to half past ten, only that one.",
    async run(agent) {
      const monday = nextDay("Mon", 8);
      const period = { start: monday, end: dayAfter(monday) };
      const search = { search: "One to one with Priya", ...agent.only("calendar_list-events", names) };
      const { events } = await agent.call("calendar_list-events", { account, sensor, ...period, ...search });
      const change = { start: `${monday}T10:30`, end: `${monday}T11:00` };
      await agent.call("calendar_modify-event", { account, id: events[0].id, ...change });
    },
    check({ control }) {
      const day = nextDay("Mon", 8);
      const moved = control.calendar
        .view(main, `${day}T00:00:00Z`, `${dayAfter(day)}T00:00:00Z`)
        .find(({ subject }) => subject === "One to one with Priya");
      assert.equal(moved?.type, "exception");
    },
  },
  {
    number: 20,
    text: "Cancel the whole series with Priya, and tell her why: we meet ad hoc.",
    async run(agent) {
      const monday = nextDay("Mon");
      const period = { start: monday, end: dayAfter(monday) };
      const search = { search: "One to one with Priya", ...agent.only("calendar_list-events", names) };
      const { events } = await agent.call("calendar_list-events", { account, sensor, ...period, ...search });
      await agent.call("calendar_cancel-event", { account, id: events[0].id, series: true, comment: "We meet ad hoc." });
    },
    check({ control }) {
      assert.ok(!control.calendar.events(main).some(({ subject }) => subject === "One to one with Priya"));
    },
  },
  {
    number: 30,
    text: "Put an all-day entry on Friday: working from home.",
    async run(agent) {
      await agent.call("calendar_create-event", {
        account,
        sensor,
        subject: "Working from home",
        start: friday,
        showAs: "workingElsewhere",
      });
    },
    check({ control }) {
      const event = control.calendar.events(main).find(({ subject }) => subject === "Working from home");
      assert.deepEqual([event?.isAllDay, event?.showAs], [true, "workingElsewhere"]);
    },
  },
];
