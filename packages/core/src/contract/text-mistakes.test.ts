import { expect, test } from "vitest";
import * as z from "zod";
import { definitionOf } from "./definition-of.ts";
import { definePlugin } from "./plugin.ts";
import type { Presentation } from "./presentation.ts";

const sensor = (present?: Presentation) =>
  ({
    title: "T",
    scope: "User.Read",
    every: "1m",
    value: z.object({ state: z.string(), weather: z.string().optional() }),
    read: () => ({ state: "" }),
    ...(present && { present }),
  }) as const;

const load = (texts: Record<string, Record<string, string>>) =>
  definitionOf(
    definePlugin({
      id: "example",
      title: "Example",
      scopes: { "User.Read": { tier: "read", why: "Show who you are" } },
      sensors: {
        running: sensor({ kind: "binary" }),
        mood: sensor({ kind: "enum", options: ["good", "bad"] }),
        count: sensor({ kind: "number", unit: "tasks" }),
        note: sensor({ kind: "text" }),
        plain: sensor(),
      },
      services: {
        cheer: {
          title: "Cheer",
          input: z.object({ words: z.string(), mood: z.enum(["loud", "quiet"]).optional(), moods: z.array(z.enum(["loud", "quiet"])) }),
          output: z.object({}),
          scope: "User.Read",
          run: () => ({}),
        },
      },
      events: { cheered: z.object({}) },
      texts,
    }),
  );

test.each([
  "title",
  "sensors.running.title",
  "sensors.running.states.on",
  "sensors.mood.states.bad",
  "sensors.count.unit",
  "sensors.count.unitOfOne",
  "sensors.note.states.Whatever",
  "sensors.plain.states.Whatever",
  "services.cheer.title",
  "services.cheer.summary",
  "services.cheer.input.words.title",
  "services.cheer.input.words.description",
  "services.cheer.input.mood.values.loud",
  "services.cheer.input.moods.values.quiet",
  "attributes.weather",
  "attributes.weather.values.sunny",
  "events.cheered.title",
  "scopes.User.Read.why",
])("%s can have a text", (path) => expect(load({ de: { [path]: "Wort" } }).texts).toEqual({ de: { [path]: "Wort" } }));

test.each([
  ["sensors.mod.title", "sensors.mood.title"],
  ["sensors.mood.states.goood", "sensors.mood.states.good"],
  ["services.cheer.titel", "services.cheer.title"],
  ["services.cheer.input.word.title", "services.cheer.input.words.title"],
  ["services.cheer.input.mood.values.lout", "services.cheer.input.mood.values.loud"],
  ["events.cheerd.title", "events.cheered.title"],
  ["scopes.User.ReadAll.why", "scopes.User.Read.why"],
])("%s does not exist, and the nearest path is named", (path, near) => {
  expect(() => load({ de: { [path]: "Wort" } })).toThrow(`texts.de: there is no path "${path}", did you mean "${near}"?`);
});

test.each([
  "sensors.running.states.maybe",
  "sensors.count.states.3",
  "sensors.note.states.",
  "attributes.weather.values.",
  "sensors.running.unit",
  "sensors.running.unitOfOne",
  "about",
])("%s does not exist", (path) => {
  expect(() => load({ de: { [path]: "Wort" } })).toThrow(`texts.de: there is no path "${path}"`);
});

test("an empty text is refused", () => {
  expect(() => load({ de: { title: " " } })).toThrow('texts.de: "title" is empty');
});
