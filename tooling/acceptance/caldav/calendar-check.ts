import assert from "node:assert/strict";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { CalendarPrograms } from "./install-calendar-programs.ts";

/** What a person enters in a calendar program. */
export interface CalendarAccount {
  readonly address: string;
  readonly userName: string;
  readonly password: string;
}

export interface StoredTask {
  readonly title: string;
  readonly done: boolean;
}

/** One calendar or list, as programs see it and as Microsoft 365 has it. */
export interface SharedCollection {
  readonly title: string;
  /** Path on the server. */
  readonly path: string;
}

/** What Microsoft 365 has, whatever the hub says. */
export interface MicrosoftSide {
  /** Subjects of the events of the calendar that all programs share, sorted. */
  events(): Promise<readonly string[]>;
  tasks(): Promise<readonly StoredTask[]>;
}

/** Passed to the check of each calendar program. */
export interface CalendarCheck extends Pick<AcceptanceRun, "ok" | "skip" | "keep"> {
  readonly account: CalendarAccount;
  readonly programs: CalendarPrograms;
  /** The program's own folder, which exists. */
  readonly folder: string;
  readonly calendar: SharedCollection;
  readonly list: SharedCollection;
  readonly microsoft: MicrosoftSide;
  /** Whether calendar programs can change anything. */
  readonly canWrite: boolean;
}

export const titlesOf = (tasks: readonly StoredTask[]): string[] => tasks.map(({ title, done }) => `${done ? "☑" : "☐"} ${title}`).sort();

/** Checks in Microsoft 365 what each program does when it can write: adds and renames an event, adds and deletes another, completes a task. */
export async function checkWritten({ microsoft, ok }: CalendarCheck, program: string): Promise<void> {
  await waitFor(`what ${program} has written`, 20, async () => {
    const events = await microsoft.events();
    assert(events.includes(`Renamed in ${program}`), `an event of ${program} is missing among ${events.join(", ")}`);
    assert(!events.some((subject) => [`From ${program}`, "Soon gone"].includes(subject)), `too many events: ${events.join(", ")}`);
    const tasks = titlesOf(await microsoft.tasks());
    assert(tasks.includes(`☑ Task from ${program}`), `a completed task of ${program} is missing among ${tasks.join(", ")}`);
    return true;
  });
  ok(`${program} added, renamed and deleted events, and added and completed a task, in Microsoft 365`);
}
