import { definitionOf, jsonSchema, translatedText } from "@casement/core";
import { describe, expect, it } from "vitest";
import { firstPartyPackages } from "./first-party-packages.ts";

const languages = ["de", "es", "fr", "nl"];

describe.each(Object.keys(firstPartyPackages))("the plugin %s", (id) => {
  it.each(languages)("has every text in %s", async (language) => {
    const { texts, sensors, services, events, scopes } = definitionOf(await firstPartyPackages[id]!.load());
    const kinds = Object.entries(sensors ?? {});
    const paths = [
      "title",
      ...kinds.map(([kind]) => `sensors.${kind}.title`),
      ...kinds.flatMap(([kind, { present }]) => (present?.options ?? []).map((state) => `sensors.${kind}.states.${state}`)),
      ...kinds.filter(([, { present }]) => present?.kind === "binary").map(([kind]) => `sensors.${kind}.states.on`),
      ...kinds.filter(([, { present }]) => present?.unit).map(([kind]) => `sensors.${kind}.unit`),
      ...Object.keys(services ?? {}).map((name) => `services.${name}.title`),
      ...Object.keys(events ?? {}).map((name) => `events.${name}.title`),
      ...Object.keys(scopes).map((name) => `scopes.${name}.why`),
    ];
    expect(paths.filter((path) => translatedText(texts, language, path) === undefined)).toEqual([]);
  });

  // The dashboard shows other names as they are. Those of services' fields serve for attributes of the same name.
  it.each(languages)("has a title for every attribute in %s", async (language) => {
    const { texts, sensors, services } = definitionOf(await firstPartyPackages[id]!.load());
    const names = Object.values(sensors ?? {}).flatMap(({ value }) =>
      Object.keys((jsonSchema(value, "output") as { properties?: object }).properties ?? {}),
    );
    const hasTitle = (name: string): boolean =>
      [`attributes.${name}`, ...Object.keys(services ?? {}).map((service) => `services.${service}.input.${name}.title`)].some(
        (path) => translatedText(texts, language, path) !== undefined,
      );
    expect([...new Set(names)].filter((name) => name !== "state" && !hasTitle(name))).toEqual([]);
  });
});
