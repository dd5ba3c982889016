import { join } from "node:path";
import { installDebianPackages, installNpmPackages, installPythonPackages } from "../harness/install-packages.ts";
import { AcceptanceSkipped } from "../harness/run-acceptance.ts";

export interface CalendarPrograms {
  /** Folder with the commands of the Python packages. */
  readonly bin: string;
  /** Folder with node_modules. */
  readonly npm: string;
  /** Why the programs of Debian are not there. */
  readonly withoutDebian: string | undefined;
}

const requirements = join(import.meta.dirname, "requirements.txt");
const npmPackages = ["tsdav@2.3.4"];
const debianPackages = [
  "thunderbird",
  "xvfb",
  "xauth",
  "dbus-x11",
  "evolution-data-server",
  "gir1.2-ecal-2.0",
  "gir1.2-edataserver-1.2",
  "python3-gi",
];

/**
 * Installs the calendar programs, from three registries at the same time.
 * @throws AcceptanceSkipped when Python is not suitable, or no package registry can be reached
 */
export async function installCalendarPrograms(folder: string): Promise<CalendarPrograms> {
  const npm = join(folder, "npm");
  const [withoutDebian, bin] = await Promise.all([
    installDebianPackages(debianPackages).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof AcceptanceSkipped) return error.message;
        throw error;
      },
    ),
    installPythonPrograms(folder),
    installNpmPackages(npm, npmPackages),
  ]);
  return { bin, npm, withoutDebian };
}

/** Installs those in Python. Returns the folder with their commands. */
export async function installPythonPrograms(folder: string): Promise<string> {
  const venv = join(folder, "venv");
  await installPythonPackages(venv, { requirements, sources: ["mozprofile"] });
  return join(venv, "bin");
}
