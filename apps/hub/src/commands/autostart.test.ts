import { appendFile, chown, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockDataFolder } from "@casement/host/config";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createTestIo } from "../../test/command-line.fixture.ts";
import type { AutostartEnvironment, ProgramResult } from "../autostart/autostart-environment.ts";
import { createTextStyles } from "../terminal/text-styles.ts";
import { runAutostartInstall, runAutostartStatus, runAutostartUninstall } from "./autostart.ts";

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "casement-autostart-")));
  await writeFile(
    join(folder, "casement.yaml"),
    "accounts:\n  - { name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }\n",
  );
});
afterEach(() => rm(folder, { recursive: true }));

/** A machine whose programs answer from a table. */
function createMachine(answers: Readonly<Record<string, Partial<ProgramResult>>> = {}, change: Partial<AutostartEnvironment> = {}) {
  const calls: string[] = [];
  const environment: AutostartEnvironment = {
    platform: "linux",
    program: ["/usr/bin/node", "/opt/casement/bin.js"],
    uid: 1000,
    isSudo: false,
    machineFolder: join(folder, "machine"),
    userFolder: join(folder, "user"),
    async run(...words) {
      const call = words.join(" ");
      calls.push(call);
      return { code: 0, output: "", ...answers[call] };
    },
    ...change,
  };
  const { io, output } = createTestIo({ cwd: folder });
  return { environment, calls, output, context: { io, style: createTextStyles(false), json: false, config: undefined } };
}

it("installs a service of the user, shows it, and removes it", async () => {
  const { environment, calls, output, context } = createMachine({
    "systemctl --user is-enabled casement.service": { output: "enabled" },
    "systemctl --user is-active casement.service": { output: "active" },
  });
  await runAutostartInstall(context, {}, environment);
  const file = join(folder, "user/casement.service");
  expect(await readFile(file, "utf8")).toContain(`WorkingDirectory=${folder}\nExecStart=/usr/bin/node /opt/casement/bin.js start\n`);
  expect(calls).toEqual([
    "systemctl --version",
    "systemctl --user daemon-reload",
    "systemctl --user enable casement.service",
    "systemctl --user restart casement.service",
    "loginctl enable-linger",
  ]);
  await runAutostartStatus(context, {}, environment);
  expect(output().out.split("\n").at(-1)).toBe(`${file}: enabled, active.`);
  await writeFile(file, "[Service]\nExecStart=/usr/bin/node /old/bin.js start\n");
  await runAutostartStatus(context, {}, environment);
  expect(output().out).toContain("The file differs");
  await runAutostartUninstall(context, {}, environment);
  await expect(readFile(file)).rejects.toThrow("ENOENT");
  expect(calls).toContain("systemctl --user disable --now casement.service");
  await runAutostartUninstall(context, {}, environment);
  expect(output().out).toContain(`There is no ${file}.`);
});

it("says that a service of the user ends with the log-out, if it may not linger", async () => {
  const { environment, output, context } = createMachine({ "loginctl enable-linger": { code: 1 } });
  await runAutostartInstall(context, {}, environment);
  expect(output().out).toContain("sudo loginctl enable-linger");
});

it("runs a service of the machine as the owner of the folder", async () => {
  const { environment, context } = createMachine({ "id -u -- casement": { output: String(process.getuid?.() || 1) } }, { uid: 0 });
  const asOwner = runAutostartInstall(context, { system: true, runAs: "casement" }, environment);
  if (process.getuid?.() === 0) await expect(asOwner).rejects.toThrow(`sudo chown -R casement: ${folder}`);
  else {
    await asOwner;
    expect(await readFile(join(folder, "machine/casement.service"), "utf8")).toContain("User=casement\n");
  }
});

/** The folder belongs to a user who is not root. Returns what `id` says about that user. */
async function giveToUser(): Promise<Readonly<Record<string, Partial<ProgramResult>>>> {
  const uid = process.getuid?.() || 1000;
  await chown(folder, uid, uid);
  return { "id -u -- casement": { output: String(uid) } };
}

it("refuses a service of the machine that could not start: a folder is missing, or the user may not read the program", async () => {
  const owner = await giveToUser();
  const readable = "runuser -u casement -- test -r /opt/casement/bin.js";
  const unreadable = createMachine({ ...owner, [readable]: { code: 1 } }, { uid: 0 });
  await expect(runAutostartInstall(unreadable.context, { runAs: "casement" }, unreadable.environment)).rejects.toThrow(
    "The user casement may not read /opt/casement/bin.js. Install Casement for all users: sudo npm install -g @casement/all",
  );
  const old = createMachine({ ...owner, [readable]: { code: 127 } }, { uid: 0 });
  await runAutostartInstall(old.context, { runAs: "casement" }, old.environment);
  await appendFile(join(folder, "casement.yaml"), `dataDir: ${folder}-data\n`);
  const missing = createMachine(owner, { uid: 0 });
  await expect(runAutostartInstall(missing.context, { runAs: "casement" }, missing.environment)).rejects.toThrow(
    `The folder ${folder}-data does not exist. Create it for casement: sudo install -d -o casement ${folder}-data`,
  );
});

it("refuses to start a second hub in the folder, unless the service runs it", async () => {
  const lock = await lockDataFolder(join(folder, ".casement"));
  await lock.announce({ address: "http://127.0.0.1:8365", token: "t" });
  const { environment, calls, context } = createMachine({ "systemctl --user is-active casement.service": { output: "inactive" } });
  await expect(runAutostartInstall(context, {}, environment)).rejects.toThrow(
    `already runs at http://127.0.0.1:8365 (process ${process.pid})`,
  );
  expect(calls.filter((call) => /enable|restart/.test(call))).toEqual([]);
  const own = createMachine({ "systemctl --user is-active casement.service": { output: "active" } });
  await runAutostartInstall(own.context, {}, own.environment);
  await lock.release();
});

it("says why the unit file cannot be written", async () => {
  const { environment, context } = createMachine({}, { userFolder: join(folder, "casement.yaml/user") });
  await expect(runAutostartInstall(context, {}, environment)).rejects.toThrow(
    /casement\.service cannot be written: a file has the name of a folder/,
  );
});

it.each<[what: string, options: object, change: Partial<AutostartEnvironment>, message: RegExp]>([
  ["without root", { system: true }, {}, /needs root/],
  ["on another system", {}, { platform: "darwin" }, /no systemd.*docs\/autostart\.md/],
  ["without a home folder", {}, { userFolder: undefined }, /no home folder.*HOME/],
  ["with sudo, but not for the machine", {}, { uid: 0, isSudo: true }, /Omit sudo.*--system/],
  ["from the cache of npx", {}, { program: ["/usr/bin/node", "/var/npm/_npx/1a/bin.js"] }, /npm install -g @casement\/all/],
])("refuses to install %s", async (_, options, change, message) => {
  const { environment, context, calls } = createMachine({}, change);
  await expect(runAutostartInstall(context, options, environment)).rejects.toThrow(message);
  expect(calls.filter((call) => /enable|restart/.test(call))).toEqual([]);
});

it("says what systemd said", async () => {
  const { environment, context } = createMachine({
    "systemctl --user daemon-reload": { code: 1, output: "Failed to connect to bus: No medium found" },
  });
  await expect(runAutostartInstall(context, {}, environment)).rejects.toThrow("daemon-reload failed: Failed to connect to bus");
});

it("only prints the unit file", async () => {
  const { environment, calls, output, context } = createMachine();
  await runAutostartInstall(context, { print: true }, environment);
  expect(output().out).toContain("[Service]");
  expect(calls).toEqual([]);
});
