import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import type { CalendarAccount } from "./calendar-check.ts";

/** A copy of an account in files, which vdirsyncer keeps the same in both directions. */
export interface VdirsyncerMirror {
  /** Has a folder for each collection, named like the last part of its path. */
  readonly folder: string;
  /** Returns the lines that tell of items that vdirsyncer copied, changed or deleted. Throws for conflicts and errors. */
  sync(): Promise<string[]>;
  /** Names of the collections. */
  collections(): Promise<readonly string[]>;
  /** The texts of a collection, by file name. */
  read(collection: string): Promise<Readonly<Record<string, string>>>;
}

export async function createVdirsyncerMirror(bin: string, folder: string, account: CalendarAccount): Promise<VdirsyncerMirror> {
  const config = join(folder, "config");
  const files = join(folder, "files");
  await writeFile(
    config,
    `[general]
status_path = "${join(folder, "status")}"
[pair home]
a = "files"
b = "hub"
collections = ["from b"]
conflict_resolution = null
[storage files]
type = "filesystem"
path = "${files}"
fileext = ".ics"
[storage hub]
type = "caldav"
url = "${account.address}"
username = "${account.userName}"
password = "${account.password}"
`,
  );
  const run = async (command: string): Promise<string> => {
    const script = `yes | exec "$0" --config "$1" ${command}`;
    const { code, output } = await runToEnd("sh", ["-c", script, join(bin, "vdirsyncer"), config], { cwd: folder, seconds: 120 });
    assert.equal(code, 0, `vdirsyncer ${command} ended with exit code ${code}:\n${output.slice(-4_000)}`);
    return output;
  };
  await run("discover");
  return {
    folder: files,
    async sync() {
      const lines = (await run("sync")).split("\n");
      assert.deepEqual(
        lines.filter((line) => /conflict|error|critical/i.test(line)),
        [],
      );
      return lines.filter((line) => /^(Copying|Deleting)/.test(line));
    },
    collections: () => readdir(files),
    async read(collection) {
      const names = await readdir(join(files, collection));
      return Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await readFile(join(files, collection, name), "utf8")])),
      );
    },
  };
}
