import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

it("moves, and is small enough for the first page", async () => {
  const picture = await readFile(new URL("../../docs/images/demo.webp", import.meta.url));
  // https://developers.google.com/speed/webp/docs/riff_container: the header of an animation, and one chunk for each frame.
  expect(picture.includes("ANIM")).toBe(true);
  expect(picture.toString("latin1").split("ANMF").length - 1).toBeGreaterThan(5);
  expect(picture.length).toBeLessThan(1_500_000);
});
