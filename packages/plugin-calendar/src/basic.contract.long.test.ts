import { type PermissionException, testPlugin } from "@casement/testing";
import { contractOptions } from "../test/contract-options.fixture.ts";
import { calendarPlugin } from "./plugin.ts";

const attachmentsListed: PermissionException = {
  request: "GET /me/events/{id}/attachments",
  scope: "Calendars.ReadWrite",
  why: "With `basic: true`, Calendars.Read is not requested, but where updates are on, Calendars.ReadWrite allows the request too.",
  source: "https://learn.microsoft.com/graph/permissions-reference#calendarsreadbasic",
};
testPlugin(calendarPlugin, { ...contractOptions, config: { basic: true }, exceptions: [attachmentsListed] });
