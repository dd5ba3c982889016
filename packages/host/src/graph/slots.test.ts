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

test("who asks for several gets what is free, at least one, and gives back as many", async () => {
  const slots = createSlots(4);
  const { signal } = new AbortController();
  const single = await slots.take(signal);
  const several = await slots.take(signal, 4);
  let waiting = 0;
  const later = Array.from({ length: 4 }, () =>
    slots.take(signal).then((release) => {
      waiting++;
      return release;
    }),
  );
  await settle();
  expect(waiting).toBe(0);
  single();
  await settle();
  expect(waiting).toBe(1);
  several();
  await settle();
  expect(waiting).toBe(4);
  for (const release of await Promise.all(later)) release();
  const all = await slots.take(signal, 9);
  const next = slots.take(signal, 2);
  all();
  await next;
});
