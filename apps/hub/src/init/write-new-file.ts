import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes `NAME.EXTENSION`, or `NAME-2.EXTENSION` and so on if another text has that name. Returns the path. */
export async function writeNewFile(folder: string, name: string, extension: string, text: string): Promise<string> {
  for (let number = 1; ; number++) {
    const file = join(folder, `${name}${number === 1 ? "" : `-${number}`}${extension}`);
    try {
      await writeFile(file, text, { flag: "wx" });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if ((await readFile(file, "utf8").catch(() => undefined)) === text) return file;
    }
  }
}
