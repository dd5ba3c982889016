import { expect, it } from "vitest";
import { serviceTexts } from "./service-texts.ts";

it("writes texts by their paths, and omits what is not given", () => {
  const fields = { due: { title: "Fällig" }, importance: { description: "Wie wichtig", values: { high: "Hoch", low: "Niedrig" } }, id: {} };
  expect(serviceTexts("create-task", { title: "Aufgabe anlegen" }, fields)).toEqual({
    "services.create-task.title": "Aufgabe anlegen",
    "services.create-task.input.due.title": "Fällig",
    "services.create-task.input.importance.description": "Wie wichtig",
    "services.create-task.input.importance.values.high": "Hoch",
    "services.create-task.input.importance.values.low": "Niedrig",
  });
});
