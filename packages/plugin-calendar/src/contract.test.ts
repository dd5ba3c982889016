import { type PermissionException, testPlugin } from "@casement/testing";
import { contractOptions } from "../test/contract-options.fixture.ts";
import { calendarPlugin } from "./plugin.ts";

const bodiesShown = (request: string): PermissionException => ({
  request,
  scope: "Calendars.Read",
  why: "Events are shown with their bodies, which Calendars.ReadBasic does not include. With `basic: true`, only that is requested.",
  source: "https://learn.microsoft.com/graph/permissions-reference#calendarsreadbasic",
});
const exceptions = [
  "GET /me/calendars",
  "GET /me/calendars/{id}/calendarView",
  "GET /me/events/{id}",
  "GET /me/calendars/{id}/events/{id}",
  "POST /me/calendar/getSchedule",
].map(bodiesShown);

testPlugin(calendarPlugin, { ...contractOptions, exceptions });
