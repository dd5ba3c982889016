import { expect, it } from "vitest";
import type { Sensor } from "../api/api-types.ts";
import { itemsOf } from "../sensors/sensor-item.ts";
import { conversationsOf } from "./conversations.ts";

const sensor = {
  id: "home/post/box",
  attributes: {
    letters: [
      { id: "a", subject: "Boat", at: "2026-03-29T00:30:00Z", thread: "1", seen: true },
      { id: "b", subject: "Roof", at: "2026-03-28T08:00:00Z", seen: true },
      { id: "c", subject: "Stairs", at: "2026-03-01T08:00:00Z", thread: "2", seen: false },
      { id: "d", subject: "RE: Boat", at: "2026-03-29T01:30:00Z", thread: "1", seen: true },
      { id: "e", subject: "Garden", at: "2026-02-01T08:00:00Z", thread: "3", seen: false },
    ],
  },
  present: { items: { attribute: "letters", as: "messages", title: "subject", start: "at", conversation: "thread", read: "seen" } },
} as unknown as Sensor;

const idsOf = (of: Sensor) => conversationsOf(itemsOf(of)).map(({ items, isUnread }) => [items.map(({ id }) => id).join(), isUnread]);

it("joins items of one conversation, newest first, and shows unread conversations before the others", () => {
  expect(idsOf(sensor)).toEqual([
    ["c", true],
    ["e", true],
    ["d,a", false],
    ["b", false],
  ]);
});

it("keeps items apart where the plugin does not say what they have in common", () => {
  const { conversation: _, read: __, ...items } = sensor.present!.items!;
  expect(idsOf({ ...sensor, present: { kind: "number", items } })).toEqual([
    ["d", false],
    ["a", false],
    ["b", false],
    ["c", false],
    ["e", false],
  ]);
});

it("leaves a conversation in its place that was unread when it was opened", () => {
  const kept = new Set(["1"]);
  expect(conversationsOf(itemsOf(sensor), kept).map(({ key, isUnread }) => [key, isUnread])).toEqual([
    ["1", false],
    ["2", true],
    ["3", true],
    [`${sensor.id} b`, false],
  ]);
});
