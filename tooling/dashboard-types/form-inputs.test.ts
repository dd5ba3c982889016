import { expect, it } from "vitest";
import { fieldOf } from "../../apps/dashboard/web/services/schema-shape.ts";
import type { Plugin } from "../../packages/core/src/index.ts";
import { autoreplyPlugin } from "../../packages/plugin-autoreply/src/index.ts";
import { calendarPlugin } from "../../packages/plugin-calendar/src/index.ts";
import { chatPlugin } from "../../packages/plugin-chat/src/index.ts";
import { emailPlugin } from "../../packages/plugin-email/src/index.ts";
import { statusPlugin } from "../../packages/plugin-status/src/index.ts";
import { todoPlugin } from "../../packages/plugin-todo/src/index.ts";

const plugins: Readonly<Record<string, Plugin>> = {
  autoreply: autoreplyPlugin,
  calendar: calendarPlugin,
  chat: chatPlugin,
  email: emailPlugin,
  status: statusPlugin,
  todo: todoPlugin,
};

// The dashboard chooses the input for a text field by its pattern, description and name. A reworded description must not change the input.
it.each<[plugin: string, service: string, field: string, input: string]>([
  ["autoreply", "enable", "start", "date-or-time"],
  ["autoreply", "enable", "internalReply", "multiline"],
  ["calendar", "create-event", "start", "date-or-time"],
  ["calendar", "create-event", "timeZone", "time-zone"],
  ["calendar", "create-event", "body", "multiline"],
  ["calendar", "create-event", "recurrence", "recurrence"],
  ["calendar", "create-event", "attendees", "addresses"],
  ["email", "send", "to", "addresses"],
  ["chat", "create-chat", "members", "addresses"],
  ["calendar", "create-event", "reminder", "whole-number"],
  ["chat", "list-messages", "before", "time"],
  ["chat", "send-message", "message", "multiline"],
  ["email", "mark", "flagDue", "date"],
  ["status", "set-status-message", "until", "time"],
  ["todo", "create-task", "due", "date-or-time"],
  ["todo", "create-task", "reminder", "date-or-time"],
])("the input for %s/%s %s is %s", (plugin, service, field, input) => {
  const { services } = plugins[plugin] as unknown as { services: Record<string, { input: any }> };
  const schema = services[service]!.input["~standard"].jsonSchema.input({ target: "draft-2020-12" });
  expect(fieldOf(schema.properties[field], schema, field).shape.as).toBe(input);
});
