import { constants } from "node:fs";
import { access, readFile, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { machineTimeZone } from "@casement/core";
import { isKeyFile } from "@casement/host/config";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck } from "./doctor-check.ts";

const megabyte = 1024 * 1024;

/** Checks the time zone, which decides when days and all-day events begin. */
export function checkTimeZone(
  accounts: readonly { readonly name: string; readonly timeZone?: string | undefined }[],
  { io: { env } }: DoctorEnvironment,
): DoctorCheck {
  const zone = machineTimeZone();
  const without = accounts.filter(({ timeZone }) => timeZone === undefined).map(({ name }) => name);
  if (accounts.length > 0 && without.length === 0) return okCheck("time-zone", "Every account has a time zone.");
  if (!/^(Etc\/)?(UTC|GMT)$/.test(zone)) return okCheck("time-zone", `The time zone is ${zone}.`);
  const affected = without.length > 0 ? `, and timeZone is not set for ${without.join(", ")}` : "";
  const isWrong = env.TZ !== undefined && !/^:?((Etc\/)?(UTC|GMT))$/.test(env.TZ);
  return warningCheck(
    "time-zone",
    isWrong
      ? `TZ is "${env.TZ}", which is not the name of a time zone, so it counts as UTC${affected}.`
      : `The time zone of this machine is ${zone}${affected}.`,
    "If this is not your time zone, set timeZone in the account, such as Europe/Berlin, or set TZ. The time zone decides when days begin.",
  );
}

/** Checks that the data folder is writable, belongs to this user, is closed to others, and has free space. */
export async function checkDataFolder(dataDir: string, { io: { env } }: DoctorEnvironment): Promise<readonly DoctorCheck[]> {
  const info = await stat(dataDir).catch(() => undefined);
  const checks: DoctorCheck[] = [];
  if (!info)
    checks.push(okCheck("data-folder", `The data folder ${dataDir} does not exist yet. It is created at the first sign-in or start.`));
  else if (!info.isDirectory())
    return [problemCheck("data-folder", `${dataDir} is not a folder.`, "Move the file, or set dataDir to another folder.")];
  else checks.push(await checkFolder(dataDir, info.mode, info.uid), ...(await checkKey(dataDir, env)));
  return [...checks, ...(await checkDisk(dataDir))];
}

async function checkFolder(dataDir: string, mode: number, uid: number): Promise<DoctorCheck> {
  const id = "data-folder";
  const ownUid = process.getuid?.();
  const writable = await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!writable)
    return problemCheck(
      id,
      `This user cannot write to the data folder ${dataDir}.`,
      "Run Casement as the owner of the folder, or change the owner (chown).",
    );
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    return problemCheck(id, `Other users of this machine can read the data folder ${dataDir}.`, `Run: chmod 700 ${dataDir}`);
  if (ownUid !== undefined && ownUid !== uid)
    return warningCheck(
      id,
      `The data folder ${dataDir} belongs to another user.`,
      "Run Casement as that user. Otherwise, the files in it will have different owners.",
    );
  return okCheck(id, `The data folder ${dataDir} is writable and closed to other users.`);
}

async function checkKey(dataDir: string, env: Readonly<Record<string, string | undefined>>): Promise<readonly DoctorCheck[]> {
  if (env.CASEMENT_KEY) return [okCheck("key", "The encryption key comes from CASEMENT_KEY.")];
  const file = join(dataDir, "key");
  const info = await stat(file).catch(() => undefined);
  if (!info) return [];
  if (process.platform !== "win32" && (info.mode & 0o077) !== 0)
    return [
      problemCheck(
        "key",
        `Other users of this machine can read the key file ${file}.`,
        `Run: chmod 600 ${file}. If someone else may have read it, sign out and delete the data folder.`,
      ),
    ];
  const isKey = await readFile(file, "utf8").then(isKeyFile, () => false);
  return [
    isKey
      ? okCheck("key", "The key file exists, and only this user can read it.")
      : problemCheck(
          "key",
          `The key file ${file} is unreadable or not a Casement key.`,
          "Restore it from a backup, or remove it and sign in again.",
        ),
  ];
}

async function checkDisk(folder: string): Promise<readonly DoctorCheck[]> {
  const info = await statfs(folder).catch(() => undefined);
  if (!info) return dirname(folder) === folder ? [] : checkDisk(dirname(folder));
  const free = Math.floor((info.bavail * info.bsize) / megabyte);
  const cure = "Free some disk space. On a full disk, Casement cannot save sign-ins and data.";
  if (free < 20) return [problemCheck("disk", `Only ${free} MB of disk space are free for the data folder.`, cure)];
  return [
    free < 200
      ? warningCheck("disk", `${free} MB of disk space are free for the data folder.`, cure)
      : okCheck("disk", "Enough free disk space."),
  ];
}
