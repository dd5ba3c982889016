import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface AnimationFrame {
  /** A PNG. */
  readonly file: string;
  readonly milliseconds: number;
}

/**
 * Encodes frames as an animated WebP that repeats.
 * @throws Error with the package to install, if ffmpeg is missing
 */
export async function encodeAnimation(frames: readonly AnimationFrame[], folder: string, out: string): Promise<void> {
  const list = join(folder, "frames.txt");
  const last = frames.at(-1);
  // The list's last duration counts only if another file follows.
  const lines = [...frames.map(({ file, milliseconds }) => `file '${file}'\nduration ${milliseconds / 1_000}`), `file '${last?.file}'`];
  await writeFile(list, `ffconcat version 1.0\n${lines.join("\n")}\n`);
  const input = ["-y", "-loglevel", "error", "-safe", "0", "-f", "concat", "-i", list];
  const encoding = ["-c:v", "libwebp_anim", "-quality", "80", "-compression_level", "6", "-loop", "0", "-fps_mode", "vfr"];
  await run("ffmpeg", [...input, ...encoding, out]);
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("exit", resolve);
    child.once("error", () => reject(new Error(`${program} is missing. Install it: apt-get install ${program}`)));
  });
  if (code !== 0) throw new Error(`${program} ended with exit code ${code}.`);
}
