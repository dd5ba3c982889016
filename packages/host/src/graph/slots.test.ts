import { expect, test } from "vitest";
import { settle } from "./gateway.fixture.ts";
import { createSlots } from "./slots.ts";

test("first come, first served, and who leaves the queue takes no slot along", async () => {
  const slots = createSlots(1);
  const { signal } = new AbortController();
  const leaving = new AbortController();
  const order: string[] = [];
  const release = await slots.take(signal);
  const left = expect(slots.take(leaving.signal)).rejects.toThrow("left");
  const second = slots.take(signal).then((next) => {
    order.push("second");
    return next;
  });
  const third = slots.take(signal).then((next) => {
    order.push("third");
    return next;
  });
  leaving.abort(new Error("left"));
  await left;
  await settle();
  expect(order).toEqual([]);
  release();
  (await second)();
  (await third)();
  expect(order).toEqual(["second", "third"]);
  await expect(slots.take(leaving.signal)).rejects.toThrow("left");
  await slots.take(signal);
});
