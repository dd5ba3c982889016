import { expect, it } from "vitest";
import { attributeTitleIn, attributeWordIn } from "../../apps/dashboard/web/texts/attribute-texts.ts";
import { findPlugins } from "../generate/plugins/find-plugins.ts";

it.each(["de", "es", "fr", "nl"])("every attribute of every sensor has a title: %s", async (language) => {
  const plugins = await findPlugins(`${import.meta.dirname}/../..`);
  const untitled = plugins.flatMap(({ definition: { id, sensors, texts = {} } }) =>
    Object.values<any>(sensors ?? {}).flatMap(({ value }) => {
      const names = [...namesIn(value["~standard"].jsonSchema.output({ target: "draft-2020-12" }))].filter((name) => name !== "state");
      return names.filter((name) => attributeTitleIn(texts[language] ?? {}, name) === undefined).map((name) => `${id}: ${name}`);
    }),
  );
  expect([...new Set(untitled)]).toEqual([]);
});

it("has words for a value if a field of the same name has them", () => {
  const texts = { "services.change.input.status.values.open": "Offen" };
  expect(attributeWordIn(texts, "status", "open")).toBe("Offen");
  expect(attributeWordIn(texts, "title", "open")).toBeUndefined();
});

function* namesIn(schema: any): Iterable<string> {
  if (typeof schema !== "object" || schema === null) return;
  yield* Object.keys(schema.properties ?? {});
  for (const part of [...Object.values<any>(schema.properties ?? {}), ...Object.values<any>(schema.$defs ?? {}), schema.items])
    yield* namesIn(part);
}
