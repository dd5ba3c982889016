import assert from "node:assert/strict";
import { basename } from "node:path";
import { calendarPlugin } from "@casement/plugin-calendar";
import { todoPlugin } from "@casement/plugin-todo";
import { createCaldavSurface } from "@casement/surface-caldav";
import { serveHttp } from "@casement/surface-http";
import { createTestHost } from "@casement/testing";
import { runAcceptance } from "../../harness/run-acceptance.ts";
import type { CalendarAccount } from "../calendar-check.ts";
import { installPythonPrograms } from "../install-calendar-programs.ts";
import { createVdirsyncerMirror, type VdirsyncerMirror } from "../vdirsyncer-mirror.ts";
import { createYearOfChanges } from "./year-of-changes.ts";

// vdirsyncer keeps an account and a folder of files the same over 400 simulated days, in which the window of the hub moves on, series run, and things
// are added, changed and deleted in Microsoft 365. Nothing that still exists there may disappear from the folder.

const days = 400;
const daysBetweenRuns = 4;
const token = "the-full-token-of-this-run";

await runAcceptance("caldav-year", 3_600, async ({ folder, phase, ok }) => {
  const installed = process.env.CALENDAR_PROGRAMS_FOLDER ?? `${folder}/installed`;
  const bin = await phase("Installing vdirsyncer", 400, () => installPythonPrograms(installed));
  await using t = await createTestHost({
    plugins: [
      { plugin: calendarPlugin, every: { events: "24h" } },
      { plugin: todoPlugin, every: { tasks: "24h" } },
    ],
    agenda: { from: -90, to: 365 },
    signedOut: true,
  });
  const year = createYearOfChanges(t);
  await t.signIn();
  await t.account.refresh();
  const surface = createCaldavSurface(t.host);
  const http = await serveHttp(t.host, { port: 0, token, clock: t.clock, mounts: [surface] });
  try {
    const account = await addAccess(http.address);
    const mirror = await createVdirsyncerMirror(bin, folder, account);
    let mirrored: ReadonlySet<string> = new Set();
    let copied = 0;
    let deleted = 0;
    await phase(`${days} days`, 3_000, async () => {
      for (let day = 0; day <= days; day += daysBetweenRuns) {
        if (day > 0) {
          await t.advance(`${daysBetweenRuns * 24}h`);
          year.change(day);
          await t.account.refresh();
        }
        const lines = await mirror.sync();
        assert.deepEqual(
          lines.filter((line) => /to hub\/|from hub\//.test(line)),
          [],
          `day ${day}: vdirsyncer changes the server`,
        );
        copied += lines.filter((line) => line.startsWith("Copying")).length;
        deleted += lines.filter((line) => line.startsWith("Deleting")).length;
        const existing = new Set(year.existing());
        const current = await uidsOf(mirror);
        const lost = [...mirrored].filter((uid) => existing.has(uid) && !current.has(uid));
        assert.deepEqual(lost, [], `day ${day}: gone from the folder, though Microsoft 365 has it`);
        const left = [...current].filter((uid) => !existing.has(uid));
        assert.deepEqual(left, [], `day ${day}: still in the folder, though deleted in Microsoft 365`);
        const unseen = year.inWindow(day).filter((uid) => !current.has(uid));
        assert.deepEqual(unseen, [], `day ${day}: missing in the folder`);
        mirrored = current;
      }
    });
    assert(deleted === year.deletions(), `vdirsyncer deleted ${deleted} items, Microsoft 365 ${year.deletions()}`);
    ok(
      `${days / daysBetweenRuns + 1} runs of vdirsyncer over ${days} days copied ${copied} items and deleted ${deleted}, each deleted in Microsoft 365`,
    );
    ok(`${mirrored.size} items are in the folder at the end, those that left the window included`);
  } finally {
    await http.close();
    surface.close();
  }
});

async function addAccess(address: string): Promise<CalendarAccount> {
  const response = await fetch(`${address}/api/v1/access`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ kind: "caldav", target: "home", name: "vdirsyncer" }),
  });
  const { credentials } = (await response.json()) as { credentials: CalendarAccount };
  return { ...credentials, address: `${address}/dav/` };
}

async function uidsOf(mirror: VdirsyncerMirror): Promise<Set<string>> {
  const uids = new Set<string>();
  for (const collection of await mirror.collections())
    for (const text of Object.values(await mirror.read(basename(collection))))
      uids.add(
        /^UID:(.*(?:\r?\n .*)*)/m
          .exec(text)![1]!
          .replace(/\r?\n /g, "")
          .trim(),
      );
  return uids;
}
