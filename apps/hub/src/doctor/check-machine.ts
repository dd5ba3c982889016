import { constants } from "node:fs";
import { access, readFile, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck } from "./doctor-check.ts";

const minimumNode = [20, 19] as const;
const megabyte = 1024 * 1024;

export function checkNode({ nodeVersion }: DoctorEnvironment): DoctorCheck {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const enough = major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1]);
  return enough
    ? okCheck("node", `Node.js ${nodeVersion}.`)
    : problemCheck("node", `Node.js ${nodeVersion} is too old.`, `Install ${minimumNode.join(".")} or later.`);
}

/** All-day events and days as people mean them depend on it. */
export function checkTimeZone(accounts: readonly { readonly name: string; readonly timeZone?: string | undefined }[]): DoctorCheck {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const without = accounts.filter(({ timeZone }) => timeZone === undefined).map(({ name }) => name);
  if (accounts.length > 0 && without.length === 0) return okCheck("time-zone", "Every account has its time zone.");
  if (zone && !/^(Etc\/)?(UTC|GMT|Unknown)$/.test(zone)) return okCheck("time-zone", `The time zone is ${zone}.`);
  const whose = without.length > 0 ? `, and no timeZone is written for ${without.join(", ")}` : "";
  return warningCheck(
    "time-zone",
    `The time zone of this machine is ${zone || "not known"}${whose}.`,
    "If you live elsewhere, write timeZone into the account, like Europe/Berlin, or set TZ: days begin by it.",
  );
}

/** The folder with tokens and data: there, ours, closed to others, with room. */
export async function checkDataFolder(dataDir: string, { io: { env } }: DoctorEnvironment): Promise<readonly DoctorCheck[]> {
  const info = await stat(dataDir).catch(() => undefined);
  const checks: DoctorCheck[] = [];
  if (!info) checks.push(okCheck("data-folder", `The data folder ${dataDir} is not there yet; it is made at the first sign-in or start.`));
  else if (!info.isDirectory())
    return [problemCheck("data-folder", `${dataDir} is not a folder.`, "Move it away, or name another folder with dataDir.")];
  else checks.push(await checkFolder(dataDir, info.mode, info.uid), ...(await checkKey(dataDir, env)));
  return [...checks, ...(await checkDisk(dataDir))];
}

async function checkFolder(dataDir: string, mode: number, uid: number): Promise<DoctorCheck> {
  const id = "data-folder";
  const me = process.getuid?.();
  const mayWrite = await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!mayWrite)
    return problemCheck(
      id,
      `This user may not write into the data folder ${dataDir}.`,
      "Run Casement as the user who owns it, or give it to this user (chown).",
    );
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    return problemCheck(id, `Other users of this machine can look into the data folder ${dataDir}.`, `Run: chmod 700 ${dataDir}`);
  if (me !== undefined && me !== uid)
    return warningCheck(
      id,
      `The data folder ${dataDir} belongs to another user.`,
      "Run Casement as that user, or its files will have two owners.",
    );
  return okCheck(id, `The data folder ${dataDir} is closed to others and can be written.`);
}

async function checkKey(dataDir: string, env: Readonly<Record<string, string | undefined>>): Promise<readonly DoctorCheck[]> {
  if (env.CASEMENT_KEY) return [okCheck("key", "The key for stored data comes from CASEMENT_KEY.")];
  const file = join(dataDir, "key");
  const info = await stat(file).catch(() => undefined);
  if (!info) return [];
  if (process.platform !== "win32" && (info.mode & 0o077) !== 0)
    return [
      problemCheck(
        "key",
        `Other users of this machine can read the key file ${file}.`,
        `Run: chmod 600 ${file}; if they may have read it, log out and delete the data folder.`,
      ),
    ];
  const isKey = await readFile(file, "utf8").then(
    (text) => text.startsWith("casement-key-1 "),
    () => false,
  );
  return [
    isKey
      ? okCheck("key", "The key file is there, for this user alone.")
      : problemCheck(
          "key",
          `The key file ${file} cannot be read, or is none of Casement's.`,
          "Put the right one back from a backup, or move it away and sign in again.",
        ),
  ];
}

async function checkDisk(folder: string): Promise<readonly DoctorCheck[]> {
  const info = await statfs(folder).catch(() => undefined);
  if (!info) return dirname(folder) === folder ? [] : checkDisk(dirname(folder));
  const free = Math.floor((info.bavail * info.bsize) / megabyte);
  const cure = "Make room. A full disk keeps new sign-ins and data from being saved.";
  if (free < 20) return [problemCheck("disk", `Only ${free} MB are free for the data folder.`, cure)];
  return [
    free < 200 ? warningCheck("disk", `${free} MB are free for the data folder.`, cure) : okCheck("disk", "There is room on the disk."),
  ];
}
