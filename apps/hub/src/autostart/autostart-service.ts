import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { UsageError } from "../usage-error.ts";
import type { AutostartEnvironment } from "./autostart-environment.ts";

/** The service of systemd that starts the hub. */
export interface AutostartService {
  /** The unit file. */
  readonly file: string;
  /** The text of the unit file. Undefined if it is not installed. */
  read(): Promise<string | undefined>;
  /** Runs `systemctl`. Returns its output. @throws CasementError `autostart-failed` */
  control(...args: readonly string[]): Promise<string>;
  /** What `systemctl` prints about the service: `enabled`, `active`, `inactive` … */
  ask(question: "is-enabled" | "is-active"): Promise<string>;
  remove(): Promise<void>;
}

export const unitName = "casement.service";

const otherSystems = "https://github.com/casement/casement/blob/main/docs/autostart.md";

/** `forMachine`: the service of the machine instead of that of the user. @throws UsageError without systemd, or without the rights */
export async function openAutostartService(environment: AutostartEnvironment, forMachine: boolean): Promise<AutostartService> {
  const { platform, uid, isSudo, machineFolder, userFolder, run } = environment;
  const found = platform === "linux" ? await run("systemctl", "--version") : { code: 127 };
  if (found.code !== 0) throw new UsageError(`This machine has no systemd. For macOS, Windows and other systems, see ${otherSystems}`);
  if (forMachine && uid !== 0) throw new UsageError("A service of the machine needs root. Run the command with sudo, or omit --system.");
  if (!forMachine && uid === 0 && isSudo)
    throw new UsageError(
      "With sudo, this would be a service of root. Omit sudo for a service of yours, or add --system for one of the machine.",
    );
  const folder = forMachine ? machineFolder : userFolder;
  if (folder === undefined) throw new UsageError("This user has no home folder for a service. Set HOME, or add --system.");
  const scope = forMachine ? [] : ["--user"];
  const file = join(folder, unitName);
  return {
    file,
    read: () => readFile(file, "utf8").catch(() => undefined),
    async control(...args) {
      const { code, output } = await run("systemctl", ...scope, ...args);
      if (code === 0) return output;
      throw new CasementError("autostart-failed", `systemctl ${[...scope, ...args].join(" ")} failed: ${output || `exit code ${code}`}`);
    },
    ask: async (question) => (await run("systemctl", ...scope, question, unitName)).output.split("\n")[0] || "unknown",
    remove: () => rm(file, { force: true }),
  };
}
