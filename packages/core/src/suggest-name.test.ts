import { expect, it } from "vitest";
import { suggestName } from "./suggest-name.ts";

const services = ["calendar/create-event", "group-calendar/create-event", "email/send", "todo/create-task"];
const sensors = ["home/calendar/family", "home/calendar/school", "home/todo/groceries"];

it.each([
  ["create-event", services, "Did you mean calendar/create-event or group-calendar/create-event?"],
  ["calendar/creat-event", services, "Did you mean calendar/create-event?"],
  ["emal/send", services, "Did you mean email/send?"],
  ["home/calendar/famly", sensors, "Did you mean home/calendar/family?"],
  ["home/calendar/nope", sensors, "Available: home/calendar/family, home/calendar/school, home/todo/groceries."],
  ["famly", sensors, "Did you mean home/calendar/family?"],
  ["hom", ["home", "work"], "Did you mean home?"],
  ["x", [], "Available: none."],
])("%s: %j", (name, known, sentence) => {
  expect(suggestName(name, known)).toBe(sentence);
});
