import { expect, test } from "vitest";
import { pathShapeOf } from "./path-shape.ts";
import { workloadOf } from "./workload.ts";

test.each([
  ["/me", "/me", "users"],
  ["/me/events/AAMkAG=", "/me/events/{id}", "outlook"],
  ["/me/messages/holidays/attachments", "/me/messages/{id}/attachments", "outlook"],
  ["/me/mailFolders/inbox/messages/delta", "/me/mailFolders/inbox/messages/delta", "outlook"],
  ["/me/mailFolders('AAMk=')/messages/delta()", "/me/mailFolders/{id}/messages/delta", "outlook"],
  ["/users/anna@contoso.com/calendarView", "/users/{id}/calendarView", "outlook"],
  ["/users('anna@contoso.com')/presence", "/users/{id}/presence", "presence"],
  ["/me/reminderView(startDateTime='x',endDateTime='y')", "/me/reminderView", "outlook"],
  ["/chats/19:abc@thread.v2/messages/1700000000000", "/chats/{id}/messages/{id}", "chat"],
  ["/me/chats", "/me/chats", "chat"],
  ["/me/todo/lists/tasks/tasks/delta", "/me/todo/lists/{id}/tasks/delta", "todo"],
  ["/communications/getPresencesByUserId", "/communications/getPresencesByUserId", "presence"],
  ["/groups/11111111-1111-4111-8111-111111111111/calendarView", "/groups/{id}/calendarView", "groups"],
  ["/me/memberOf", "/me/memberOf", "groups"],
  ["/users", "/users", "users"],
  ["/subscriptions/x", "/subscriptions/{id}", "other"],
  ["/secret Subject/x9", "/{id}/{id}", "other"],
])("%s has the shape %s and the workload %s", (path, shape, workload) => {
  expect(pathShapeOf(path)).toBe(shape);
  expect(workloadOf(path)).toBe(workload);
});
