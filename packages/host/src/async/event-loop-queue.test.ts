import { expect, it } from "vitest";
import { createEventLoopQueue } from "./event-loop-queue.ts";

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

it("lets some callers go on in each turn of the event loop, first come, first served", async () => {
  const waitInQueue = createEventLoopQueue(2);
  const gone: number[] = [];
  const come = (caller: number) => waitInQueue().then(() => gone.push(caller));
  for (const caller of [1, 2, 3, 4, 5]) void come(caller);
  expect(gone).toEqual([]);
  await nextTurn();
  expect(gone).toEqual([1, 2]);
  void come(6);
  await nextTurn();
  expect(gone).toEqual([1, 2, 3, 4]);
  await nextTurn();
  expect(gone).toEqual([1, 2, 3, 4, 5, 6]);
  await come(7);
  expect(gone).toContain(7);
});

it("puts callers off while something else is more urgent, but not for ever", async () => {
  let isUrgent = true;
  const waitInQueue = createEventLoopQueue(2, () => isUrgent);
  const gone: number[] = [];
  const come = (caller: number) => waitInQueue().then(() => gone.push(caller));
  void come(1);
  for (let turn = 0; turn < 3; turn++) await nextTurn();
  expect(gone).toEqual([]);
  isUrgent = false;
  await nextTurn();
  expect(gone).toEqual([1]);
  isUrgent = true;
  await come(2);
  expect(gone).toEqual([1, 2]);
});
