import { expect, it } from "vitest";
import * as z from "zod";
import { definitionOf } from "./definition-of.ts";
import { definePlugin } from "./plugin.ts";
import { joinTexts, type SettingTexts, settingTexts } from "./setting-texts.ts";

const pluginWith = (de: SettingTexts) =>
  definePlugin({
    id: "a",
    title: "A",
    scopes: { "User.Read": { tier: "read", why: "" } },
    config: z.strictObject({
      sort: z.enum(["due", "title"]).optional(),
      lists: z.array(z.strictObject({ name: z.string(), days: z.number().optional() })).default([]),
      people: z.array(z.union([z.string(), z.strictObject({ user: z.string() })])).default([]),
    }),
    texts: joinTexts({ de: { title: "Ä" } }, settingTexts({ de })),
  });

it("writes texts by their paths, those of fields in lists below the list", () => {
  const { texts } = definitionOf(
    pluginWith({
      sort: { title: "Reihenfolge", values: { due: "Fällig" } },
      lists: { title: "Listen", description: "Mehrere", fields: { name: { title: "Name" } } },
      people: { fields: { user: { title: "Person" } } },
    }),
  );
  expect(texts).toEqual({
    de: {
      title: "Ä",
      "config.sort.title": "Reihenfolge",
      "config.sort.values.due": "Fällig",
      "config.lists.title": "Listen",
      "config.lists.description": "Mehrere",
      "config.lists.name.title": "Name",
      "config.people.user.title": "Person",
    },
  });
});

it.each<[SettingTexts, string]>([
  [{ lists: { fields: { nmae: { title: "x" } } } }, 'did you mean "config.lists.name.title"?'],
  [{ sort: { values: { dew: "x" } } }, 'did you mean "config.sort.values.due"?'],
])("finds texts of settings that do not exist (%#)", (de, message) => {
  expect(() => definitionOf(pluginWith(de))).toThrow(message);
});
