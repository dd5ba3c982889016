import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type CalendarCheck, checkWritten, titlesOf } from "./calendar-check.ts";
import { nextMorning } from "./calendar-text.ts";
import { runDesktopProgram } from "./run-desktop-program.ts";

const program = join(import.meta.dirname, "python/evolution.py");
/** Debian's own, which has the library. */
const python = "/usr/bin/python3";

interface EvolutionItem {
  readonly summary: string;
  readonly done: boolean;
}

/** evolution-data-server, which is behind the calendars of GNOME, reads a calendar and a list. */
export async function checkEvolution(check: CalendarCheck): Promise<void> {
  const { account, calendar, list, microsoft, canWrite, folder, ok, skip } = check;
  const [events, tasks] = [await microsoft.events(), await microsoft.tasks()];
  const args = {
    ...account,
    calendars: { event: calendar.path, task: list.path },
    counts: { event: events.length, task: tasks.length },
    write: canWrite,
    start: nextMorning(),
  };
  const runtime = join(folder, "run");
  await mkdir(runtime, { mode: 0o700 });
  const env = { HOME: folder, XDG_RUNTIME_DIR: runtime, GIO_USE_NETWORK_MONITOR: "base" };
  const found: Record<"event" | "task", EvolutionItem[]> = await runDesktopProgram([python, program, JSON.stringify(args)], folder, env);
  assert.deepEqual(found.event.map(({ summary }) => summary).sort(), events);
  assert.deepEqual(titlesOf(found.task.map(({ summary, done }) => ({ title: summary, done }))), titlesOf(tasks));
  ok(`evolution-data-server reads ${events.length} events and ${tasks.length} tasks`);
  if (canWrite) await checkWritten(check, "Evolution");
  else skip("Evolution writes: the hub does not offer writing to calendar programs");
}
