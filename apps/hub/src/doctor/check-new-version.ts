import { hubVersion } from "../hub-manifest.ts";
import { findNewVersion } from "../new-version/find-new-version.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";

/** Checks whether there is a newer version. Only with `newVersions: true`. */
export async function checkNewVersion(environment: DoctorEnvironment): Promise<DoctorCheck> {
  const id = "new-version";
  const version = hubVersion();
  const answer = await withTimeLimit(environment, async (signal) => ({
    found: await findNewVersion(environment.transport, version, signal),
  })).catch(() => undefined);
  if (!answer)
    return warningCheck(id, "GitHub does not say which version of Casement is the newest.", "Try again later, or remove newVersions.");
  if (answer.found === undefined) return okCheck(id, `Casement ${version} is the newest version.`);
  const cure = "Make a backup (casement backup), update (npm install -g @casement/all@latest), and start the hub again.";
  return warningCheck(id, `Casement ${answer.found} is available; this is ${version}.`, cure);
}
