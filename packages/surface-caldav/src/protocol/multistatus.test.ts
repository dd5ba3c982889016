import { expect, it } from "vitest";
import { inBatches, streamMultistatus } from "./multistatus.ts";

it("a long answer is made bit by bit, when the connection takes it, and ends with the connection", async () => {
  const made: number[] = [];
  function* batches(): Generator<string> {
    try {
      for (const batch of inBatches(Array.from({ length: 1_000 }, (_, at) => at))) {
        made.push(batch.length);
        yield "<D:response/>";
      }
    } finally {
      made.push(-1);
    }
  }
  const reader = streamMultistatus(batches()).body!.getReader();
  await reader.read();
  await reader.read();
  expect(made.length).toBeLessThan(5);
  await reader.cancel();
  expect(made.at(-1)).toBe(-1);
});

it("another request is served between two parts", async () => {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const text = await streamMultistatus(Array(20).fill("<D:response/>"), "<D:sync-token/>").text();
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(20);
  expect(text).toMatch(/^<\?xml .*\n<D:multistatus .*>(<D:response\/>){20}<D:sync-token\/><\/D:multistatus>\n$/);
});
