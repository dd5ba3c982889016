import { expect, test } from "vitest";
import { settlePending } from "../../test/graph/gateway.fixture.ts";
import { createSemaphore } from "./semaphore.ts";

test("permits go first come, first served, and an aborted waiter takes none", async () => {
  const semaphore = createSemaphore(1);
  const { signal } = new AbortController();
  const leaving = new AbortController();
  const order: string[] = [];
  const release = await semaphore.acquire(signal);
  const left = expect(semaphore.acquire(leaving.signal)).rejects.toThrow("left");
  const second = semaphore.acquire(signal).then((next) => {
    order.push("second");
    return next;
  });
  const third = semaphore.acquire(signal).then((next) => {
    order.push("third");
    return next;
  });
  leaving.abort(new Error("left"));
  await left;
  await settlePending();
  expect(order).toEqual([]);
  release();
  (await second)();
  (await third)();
  expect(order).toEqual(["second", "third"]);
  await expect(semaphore.acquire(leaving.signal)).rejects.toThrow("left");
  await semaphore.acquire(signal);
});

test("a request for several gets the free permits, at least one, and releases as many", async () => {
  const semaphore = createSemaphore(4);
  const { signal } = new AbortController();
  const single = await semaphore.acquire(signal);
  const several = await semaphore.acquire(signal, 4);
  let waiting = 0;
  const later = Array.from({ length: 4 }, () =>
    semaphore.acquire(signal).then((release) => {
      waiting++;
      return release;
    }),
  );
  await settlePending();
  expect(waiting).toBe(0);
  single();
  await settlePending();
  expect(waiting).toBe(1);
  several();
  await settlePending();
  expect(waiting).toBe(4);
  for (const release of await Promise.all(later)) release();
  const all = await semaphore.acquire(signal, 9);
  const next = semaphore.acquire(signal, 2);
  all();
  await next;
});
