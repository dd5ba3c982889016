import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { encodeAnimation } from "./encode-animation.ts";

const { PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
});

it("names the package to install where ffmpeg is missing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "casement-animation-"));
  process.env.PATH = folder;
  try {
    const encoding = encodeAnimation([{ file: join(folder, "000.png"), milliseconds: 100 }], folder, join(folder, "out.webp"));
    await expect(encoding).rejects.toThrow("ffmpeg is missing. Install it: apt-get install ffmpeg");
  } finally {
    await rm(folder, { recursive: true });
  }
});
