import { existsSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute } from "node:path";
import type { CommandContext } from "../command-context.ts";
import { resolveConfigLocation } from "../hub/config-location.ts";
import { readConfig } from "../hub/read-config.ts";
import { UsageError } from "../usage-error.ts";
import type { AutostartEnvironment } from "./autostart-environment.ts";
import type { SystemdUnit } from "./systemd-unit.ts";

/** `runAs`: the user of a service of the machine. */
export interface UnitWishes {
  readonly forMachine: boolean;
  readonly runAs: string | undefined;
}

/** Reads from the configuration what the unit needs. @throws UsageError, CasementError `config-invalid` */
export async function planUnit(context: CommandContext, environment: AutostartEnvironment, wishes: UnitWishes): Promise<SystemdUnit> {
  const { io, config: named } = context;
  const { file } = await resolveConfigLocation(named, io);
  const folder = await realpath(dirname(file)).catch(() => dirname(file));
  const { program } = environment;
  if (program.some((path) => /[\\/]_npx[\\/]/.test(path)))
    throw new UsageError("npx runs this command from a cache that it may delete. Install Casement first: npm install -g @casement/all");
  // Without a configuration, the hub starts with the set-up in the dashboard.
  const { dataDir, options } = await readConfig(file, io, named === undefined);
  const unit = {
    folder,
    command: [...program, "start", ...(named === undefined ? [] : ["--config", file])],
    writableFolders: outermost([folder, dataDir, ...(options.files?.write ?? [])]),
  };
  if (!wishes.forMachine) return unit;
  const user = await chooseUser(folder, environment, wishes.runAs);
  await checkAccess(unit, user, environment);
  return { ...unit, user };
}

/** systemd starts no service with a folder that is missing, and one that may not read the program would fail again and again. */
async function checkAccess({ writableFolders }: SystemdUnit, user: string, { program, uid, run }: AutostartEnvironment): Promise<void> {
  for (const folder of writableFolders)
    if (!existsSync(folder))
      throw new UsageError(`The folder ${folder} does not exist. Create it for ${user}: sudo install -d -o ${user} ${folder}`);
  // Only root can ask for another user.
  for (const file of uid === 0 ? program.filter((word) => isAbsolute(word)) : []) {
    const { code } = await run("runuser", "-u", user, "--", "test", "-r", file);
    if (code === 1)
      throw new UsageError(`The user ${user} may not read ${file}. Install Casement for all users: sudo npm install -g @casement/all`);
  }
}

/** The named user, or the owner of the folder. */
async function chooseUser(folder: string, { run }: AutostartEnvironment, runAs: string | undefined): Promise<string> {
  const { uid } = await stat(folder);
  if (runAs === undefined) {
    if (uid === 0)
      throw new UsageError(`The folder ${folder} belongs to root. Name the user that runs the hub and owns the folder: --run-as casement`);
    const { code, output } = await run("id", "-nu", String(uid));
    return code === 0 ? output : String(uid);
  }
  const { code, output } = await run("id", "-u", "--", runAs);
  if (code !== 0) throw new UsageError(`There is no user ${runAs}. Create it: sudo useradd --system --shell /usr/sbin/nologin ${runAs}`);
  if (Number(output) === 0) throw new UsageError("The hub must not run as root. Name another user with --run-as.");
  if (Number(output) !== uid)
    throw new UsageError(`The folder ${folder} does not belong to ${runAs}. Give it to that user: sudo chown -R ${runAs}: ${folder}`);
  return runAs;
}

/** Without folders that are in another one. */
function outermost(folders: readonly string[]): readonly string[] {
  const all = [...new Set(folders)];
  return all.filter((folder) => !all.some((other) => other !== folder && folder.startsWith(`${other.replace(/\/$/, "")}/`)));
}
