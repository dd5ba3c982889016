import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readFigures, writeFigures } from "./run-figures.ts";

it("keeps the figures of the last run with its day, and names the command where there are none", async () => {
  const folder = await mkdtemp(join(tmpdir(), "casement-figures-"));
  try {
    await expect(readFigures("caldav", folder)).rejects.toThrow("npx pnpm@12 acceptance:caldav");
    await writeFigures("caldav", { features: 96, lacking: 27 }, folder);
    await writeFigures("caldav", { features: 97 }, folder);
    expect(await readFigures("caldav", folder)).toEqual({ on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), features: 97 });
  } finally {
    await rm(folder, { recursive: true });
  }
});
