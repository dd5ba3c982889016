import { expect, it } from "vitest";
import { attributeTitleOf, attributeWordOf, pluginInfos } from "../../apps/dashboard/web/texts/plugin-texts.ts";
import { currentLanguage, toTitle } from "../../apps/dashboard/web/texts/texts.ts";
import { findPlugins } from "../generate/plugins/find-plugins.ts";

/** The same word in that language. */
const sameWords: Readonly<Record<string, readonly string[]>> = {
  de: ["App", "Cc", "Chats", "Links", "Name", "Status"],
  es: ["Cc", "Chats", "Color", "Total"],
  fr: ["Cc", "Importance", "Messages", "Participants", "Total", "Type"],
  nl: ["App", "Cc", "Chats", "Start", "Status"],
};

it.each(Object.keys(sameWords))("every attribute of every sensor has a title: %s", async (language) => {
  const plugins = await findPlugins(`${import.meta.dirname}/../..`);
  pluginInfos.set(
    plugins.map(({ definition: { id, title, texts = {} } }) => ({ id, title, accounts: [], sensors: {}, events: [], texts })),
  );
  currentLanguage.set(language as "de");
  const untitled = plugins.flatMap(({ definition }) =>
    Object.values<any>(definition.sensors ?? {}).flatMap(({ value }) => {
      const names = [...namesIn(value["~standard"].jsonSchema.output({ target: "draft-2020-12" }))].filter((name) => name !== "state");
      return names.filter((name) => attributeTitleOf(definition.id, name) === toTitle(name)).map((name) => `${definition.id}: ${name}`);
    }),
  );
  if (language === "de") expect(attributeWordOf("todo", "status", "notStarted")).toBe("Nicht begonnen");
  expect(attributeWordOf("todo", "title", "notStarted")).toBeUndefined();
  const known = sameWords[language]!;
  expect([...new Set(untitled)].filter((each) => !known.includes(toTitle(each.split(": ")[1]!)))).toEqual([]);
});

function* namesIn(schema: any): Iterable<string> {
  if (typeof schema !== "object" || schema === null) return;
  yield* Object.keys(schema.properties ?? {});
  for (const part of [...Object.values<any>(schema.properties ?? {}), ...Object.values<any>(schema.$defs ?? {}), schema.items])
    yield* namesIn(part);
}
