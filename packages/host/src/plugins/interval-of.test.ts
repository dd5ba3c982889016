import { expect, it } from "vitest";
import { intervalOf } from "./interval-of.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";

const environment = (every: object = {}) => ({ plugin: { id: "library" }, config: { minutes: 5 }, every }) as unknown as PluginEnvironment;
const fromConfig = (({ minutes }: { minutes: number }) => `${minutes}m`) as never;

it.each<[what: string, every: never, configured: object, ms: number]>([
  ["the plugin's interval", "2m" as never, {}, 120_000],
  ["an interval from the configuration of the plugin", fromConfig, {}, 300_000],
  ["the configured interval", "2m" as never, { books: "1h" }, 3_600_000],
  ["the shortest interval", "15s" as never, { other: "1h" }, 15_000],
  ["once a day without an interval", undefined as never, {}, 86_400_000],
  ["once a day where the plugin's function has none", (() => undefined) as never, {}, 86_400_000],
])("returns %s", (_, every, configured, ms) => {
  expect(intervalOf(environment(configured), "feeds", "books", { every })).toBe(ms);
});

it.each(["soon", "14s", "0s", 60_000])("refuses the interval %j of a plugin's function", (interval) => {
  expect(() => intervalOf(environment(), "sensors", "shelf", { every: (() => interval) as never })).toThrow(
    expect.objectContaining({
      code: "plugin-invalid",
      message: 'Plugin "library": sensors.shelf.every did not return a duration of at least 15s such as "5m".',
    }),
  );
});
