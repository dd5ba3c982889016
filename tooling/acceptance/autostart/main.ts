import assert from "node:assert/strict";
import { chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { findFreePort } from "../harness/find-free-port.ts";
import { createHubAccess } from "../harness/hub-access.ts";
import { type RunningProgram, runToEnd, startProgram } from "../harness/programs.ts";
import { AcceptanceSkipped, runAcceptance } from "../harness/run-acceptance.ts";
import { casementProgram } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import { allowedSystemCalls, readStraceSummary } from "./system-calls.ts";

// Checks the unit file that `casement autostart install` writes with systemd's own tools. Then runs its command under the restrictions that a
// machine without systemd can set: no capabilities, a read-only system except for the unit's folders, and a record of all system calls.

/** Of systemd-analyze: from 0, closed, to 10, open. */
const maxExposure = 2;
/** Of `daemon`, which every Linux has, and which may run services. */
const otherUser = 1;

const [command = "", ...program] = casementProgram;

/** Runs the rest of its arguments with a read-only system in which only `$1` can be written. */
const readOnlySystem = `set -e
folder=$1; shift
mount --make-rprivate /
mount --bind "$folder" "$folder"
mount --bind / /
mount -o remount,bind,ro /
exec setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all --no-new-privs "$@"`;

await runAcceptance("autostart", 240, async ({ folder, phase, ok }) => {
  const found = await runToEnd("systemd-analyze", ["--version"], { seconds: 20 });
  if (found.code !== 0) throw new AcceptanceSkipped("systemd-analyze is not installed");

  // The run ends the process, and with it the emulator.
  const emulator = await serveEmulator({ populate: addHousehold });
  const hubFolder = join(folder, "my hub");
  await mkdir(hubFolder);
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}`;
  await writeFile(
    join(hubFolder, "casement.yaml"),
    `emulator: ${emulator.url}
http: { port: ${port} }
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    timeZone: Europe/Berlin
    plugins: { calendar: {}, todo: {} }
`,
  );
  const casement = (...args: readonly string[]) => runToEnd(command, [...program, ...args], { cwd: hubFolder, seconds: 60 });
  const print = async (...options: readonly string[]): Promise<string> => {
    const { code, output } = await casement("autostart", "install", "--print", ...options);
    assert.equal(code, 0, output);
    return output;
  };
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const refused = await casement("autostart", "install", "--system", "--print");
    assert.match(refused.output, /belongs to root/);
    await chown(hubFolder, otherUser, otherUser);
  }
  const [machine, user] = await phase("Printing the unit files", 60, () => Promise.all([print("--system"), print()]));
  ok(`the hub does not run as root, but as the owner of its folder${isRoot ? "" : " (not asked: this is not root)"}`);

  const verify = async (unit: string, scope: readonly string[]): Promise<string> => {
    const file = join(folder, "casement.service");
    await writeFile(file, unit);
    const env = { XDG_RUNTIME_DIR: folder };
    const { code, output } = await runToEnd("systemd-analyze", [...scope, "verify", file], { env, seconds: 60 });
    assert.deepEqual({ code, output: output.trim() }, { code: 0, output: "" });
    return file;
  };
  const file = await phase("systemd verifies the units", 60, async () => {
    await verify(user, ["--user"]);
    return verify(machine, []);
  });
  ok("systemd-analyze verify has nothing to say about the units of the machine and of the user");
  const { output } = await runToEnd("systemd-analyze", ["security", "--offline=true", "--threshold=100", "--no-pager", file], {
    seconds: 60,
  });
  const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(output)?.[1]);
  assert.ok(exposure <= maxExposure, output);
  ok(`systemd-analyze security: exposure ${exposure} of 10, at most ${maxExposure}`);

  const restricted = isRoot && (await runToEnd("unshare", ["--mount", "true"], { seconds: 10 })).code === 0;
  const traced = (await runToEnd("strace", ["-V"], { seconds: 10 })).code === 0;
  if (!restricted) console.log("SKIPPED autostart: the hub on a read-only system needs root and mount namespaces.");
  if (!traced) console.log("SKIPPED autostart: the record of system calls needs strace.");
  if (isRoot) await chown(hubFolder, 0, 0);
  const summary = join(hubFolder, "system-calls");
  const trace = traced ? ["strace", "--follow-forks", "--summary-only", `--output=${summary}`] : [];
  const inside = (...args: readonly string[]): readonly [string, string[]] =>
    restricted ? ["unshare", ["--mount", "bash", "-c", readOnlySystem, "bash", hubFolder, ...args]] : [args[0] ?? "", [...args.slice(1)]];
  const start = async (): Promise<RunningProgram> => {
    const hub = startProgram(...inside(...trace, command, ...program, "start", "--json"), { cwd: hubFolder });
    await hub.firstLine;
    return hub;
  };
  if (restricted) {
    const refused = await runToEnd(...inside("touch", join(folder, "elsewhere")), { seconds: 20 });
    assert.match(refused.output, /Read-only file system/);
    ok("nothing but the folders of the unit can be written");
  }
  const readToken = async (): Promise<string> => JSON.parse(await readFile(join(hubFolder, ".casement/run.json"), "utf8")).token;
  const access = createHubAccess(address, readToken, emulator.emulator);
  const sensors = ["home/calendar/", "home/todo/"];
  const hub = await phase("Starting the hub under the restrictions", 90, start);
  await phase("Signing in", 90, async () => {
    await access.signIn("home", householdUsers.main);
    await access.waitForSensors(sensors);
  });
  ok("under the restrictions, the hub signs in and has live sensors");
  await phase("Stopping", 40, () => hub.stop());
  if (traced) {
    const allowed = await allowedSystemCalls(machine);
    const denied = (await readStraceSummary(summary)).filter((name) => !allowed.has(name));
    assert.ok(allowed.size > 200 && (await readStraceSummary(summary)).length > 30);
    assert.deepEqual(denied, []);
    ok("the hub makes no system call that SystemCallFilter denies");
  }
  await using again = await phase("Starting it again", 90, start);
  await waitFor("the stored values", 30, async () =>
    (await access.sensors()).some(({ id, state }) => id.startsWith("home/calendar/") && state !== null),
  );
  assert.ok(again);
  ok("after a restart, the hub has its sign-in and its values");
});
