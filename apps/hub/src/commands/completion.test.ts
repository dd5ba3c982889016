import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-completion-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const hasShell = (shell: string): boolean => spawnSync(shell, ["-c", "exit 0"]).status === 0;

test.each(["bash", "zsh", "fish"])("prints a script for %s, which the shell accepts if it is installed", async (shell) => {
  const { code, out } = await runCasement(["completion", shell], { cwd: folder });
  expect(code).toBe(0);
  expect(out).toContain(`casement complete ${shell} --`);
  if (!hasShell(shell)) return;
  await writeFile(join(folder, "script"), out);
  expect(spawnSync(shell, ["-n", join(folder, "script")]).stderr.toString()).toBe("");
});

test("other shells are wrong usage", async () => {
  const { code, err } = await runCasement(["completion", "cmd"], { cwd: folder });
  expect([code, err]).toEqual([2, expect.stringContaining("bash, zsh, fish")]);
});

test("works without a hub", async () => {
  expect((await runCasement(["complete", "zsh", "--", "ev"], { cwd: folder })).out).toBe("events");
  expect((await runCasement(["complete", "zsh", "--", "events", "--f"], { cwd: folder })).out).toBe("--follow");
  expect(await runCasement(["complete", "zsh", "--", "call", ""], { cwd: folder })).toMatchObject({ code: 0, out: "" });
});

test.runIf(hasShell("bash"))("bash replaces what follows the equals sign, and completes with the script", async () => {
  const { out } = await runCasement(["completion", "bash"], { cwd: folder });
  // In place of the program, a function that shows what it was asked.
  const script = `casement() { shift; printf '%s\\n' "asked-$*"; }\n${out}\nCOMP_WORDS=(casement call home todo/create-task sensor = gro); COMP_CWORD=6; _casement; printf '%s' "\${COMPREPLY[*]}"`;
  const { stdout } = spawnSync("bash", ["-c", script]);
  expect(stdout.toString()).toBe("asked-bash -- call home todo/create-task sensor = gro");
});
