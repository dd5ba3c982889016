import { expect, it } from "vitest";
import type { PluginInfo, SensorSnapshot } from "../api.ts";
import { createPrivateTexts } from "./private-texts.ts";

const paths = { sensors: { note: ["state", "draft.body"], letter: [""] }, events: { written: [""] } };
const texts = createPrivateTexts((_, id) => (id === "notes" ? ({ id, privatePaths: paths } as unknown as PluginInfo) : undefined));
const sensor = (kind: string): SensorSnapshot =>
  ({ id: "home/notes/a", plugin: "notes", kind, state: "secret", attributes: { draft: { id: 1, body: "secret" } } }) as never;

it("removes a private state and private attributes", () => {
  expect(texts.removeFromSensor(sensor("note"))).toMatchObject({ id: "home/notes/a", state: undefined, attributes: { draft: { id: 1 } } });
  expect(JSON.stringify(texts.removeFromSensor(sensor("note")))).not.toContain("secret");
});

it("removes a value or payload that is private as a whole", () => {
  expect(texts.removeFromSensor(sensor("letter"))).toMatchObject({ state: undefined, attributes: {} });
  expect(texts.removeFromPayload({ account: "home", type: "notes/written", payload: { text: "secret" } })).toBeUndefined();
  expect(texts.removeFromSensor(sensor("other"))).toEqual(sensor("other"));
});

it("removes everything of a plugin that is not known yet", () => {
  const unknown = { ...sensor("note"), account: "home", plugin: "diary" };
  expect(texts.removeFromSensor(unknown)).toMatchObject({ state: undefined, attributes: {} });
  expect(texts.removeFromPayload({ account: "home", type: "diary/written", payload: { text: "secret" } })).toBeUndefined();
});
