import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import { waitFor } from "../harness/wait-for.ts";
import { type CalendarCheck, titlesOf } from "./calendar-check.ts";
import { createVdirsyncerMirror } from "./vdirsyncer-mirror.ts";

/** todoman shows the list, and adds, completes and reopens a task. */
export async function checkTodoman(check: CalendarCheck): Promise<void> {
  const { account, programs, folder, canWrite, microsoft, ok, skip } = check;
  const mirror = await createVdirsyncerMirror(programs.bin, folder, account);
  await mirror.sync();
  const config = join(folder, "todoman.py");
  const name = basename(check.list.path);
  const settings = { path: join(mirror.folder, name), date_format: "%Y-%m-%d", time_format: "%H:%M", default_list: name };
  await writeFile(
    config,
    Object.entries(settings)
      .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
      .join(""),
  );
  const env = { XDG_CACHE_HOME: folder };
  const todo = async (...args: string[]): Promise<string> => {
    const { code, output } = await runToEnd(join(programs.bin, "todo"), ["--config", config, ...args], { cwd: folder, env, seconds: 60 });
    assert.equal(code, 0, `todo ${args[0]} ended with exit code ${code}:\n${output.slice(-4_000)}`);
    return output;
  };
  const list = async (): Promise<any[]> => JSON.parse(await todo("--porcelain", "list", "--status", "ANY"));
  const shown = async () => (await list()).map(({ summary, completed }) => ({ title: summary, done: completed }));
  assert.deepEqual(titlesOf(await shown()), titlesOf(await microsoft.tasks()));
  ok(`todoman shows ${(await shown()).length} tasks, completed ones too`);

  if (!canWrite) return skip("todoman writes: the hub does not offer writing to calendar programs");
  const waitForTask = async (title: string) => {
    await mirror.sync();
    await waitFor(title, 20, async () => titlesOf(await microsoft.tasks()).includes(title));
    await mirror.sync();
  };
  await todo("new", "--due", "2027-01-15", "From todoman");
  await waitForTask("☐ From todoman");
  const { id } = (await list()).find(({ summary }) => summary === "From todoman");
  await todo("done", String(id));
  await waitForTask("☑ From todoman");
  ok("todoman added and completed a task, in Microsoft 365");
}
