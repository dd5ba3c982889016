import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { runProgram, type Tarball } from "./pack-package.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Checks a package as npm would get it. */
export async function lintPackage({ name, file, manifest }: Tarball): Promise<readonly string[]> {
  const tarball = await readFile(file);
  const { messages } = await publint({ pack: { tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.length) } });
  return messages.map((message) => `${name}: publint: ${formatMessage(message, manifest, { color: false })}`);
}

/** Checks that the types of a package match its code. */
export async function checkTypes({ name, file }: Tarball): Promise<readonly string[]> {
  const attw = join(root, "node_modules", ".bin", "attw");
  return runProgram(attw, ["--profile", "esm-only", "--no-emoji", "--no-color", "--format", "ascii", file]).then(
    () => [],
    (error: { stdout?: string; message: string }) => [`${name}: attw: ${error.stdout?.trim() || error.message}`],
  );
}
