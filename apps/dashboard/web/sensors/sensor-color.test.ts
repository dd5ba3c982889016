import { expect, it } from "vitest";
import type { Sensor } from "../api/api-types.ts";
import { accountOrder } from "./account-order.ts";
import { colorOf } from "./sensor-state.ts";

const sensor = (account: string, color: string | null, has = true) =>
  ({ id: `${account}/calendar/calendar`, account, attributes: { color }, present: has ? { color: "color" } : {} }) as unknown as Sensor;

it("calendars without a color of their own look different in each account", () => {
  accountOrder.set(["home", "private", "club"]);
  const colors = ["home", "private", "club"].map((account) => colorOf(sensor(account, null)));
  expect(new Set(colors).size).toBe(3);
  expect(colors[0]).toBeUndefined();
  expect(colorOf(sensor("private", "#a6d1f5"))).toBe("#a6d1f5");
  expect(colorOf(sensor("private", "url(https://evil.example)"))).toBe(colors[1]);
  expect(colorOf(sensor("private", null, false))).toBeUndefined();
});
