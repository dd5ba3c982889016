import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { homedir } from "node:os";

/** What the commands of `casement autostart` use of the machine. */
export interface AutostartEnvironment {
  readonly platform: NodeJS.Platform;
  /** The program and arguments that start `casement`: Node.js and the file of the command. */
  readonly program: readonly string[];
  readonly uid: number;
  /** Whether root is somebody who used `sudo`. */
  readonly isSudo: boolean;
  /** Where unit files of the machine and of the user are. A user without a home folder has none. */
  readonly machineFolder: string;
  readonly userFolder: string | undefined;
  /** Runs a program. Returns its exit code, 127 if there is no such program, and what it printed. */
  run(program: string, ...args: readonly string[]): Promise<ProgramResult>;
}

export interface ProgramResult {
  readonly code: number;
  readonly output: string;
}

export function readAutostartEnvironment(env: Readonly<Record<string, string | undefined>>): AutostartEnvironment {
  const script = process.argv[1] === undefined ? [] : [realpathSync(process.argv[1])];
  return {
    platform: process.platform,
    program: [process.execPath, ...process.execArgv, ...script],
    uid: process.getuid?.() ?? 0,
    isSudo: Boolean(env.SUDO_USER),
    machineFolder: "/etc/systemd/system",
    userFolder: userFolderOf(env),
    run: (program, ...args) =>
      new Promise((resolve) => {
        execFile(program, args, (error, stdout, stderr) => {
          const code = error === null ? 0 : error.code === "ENOENT" ? 127 : typeof error.code === "number" ? error.code : 1;
          resolve({ code, output: `${stdout}${stderr}`.trim() });
        });
      }),
  };
}

function userFolderOf({ XDG_CONFIG_HOME }: Readonly<Record<string, string | undefined>>): string | undefined {
  try {
    return `${XDG_CONFIG_HOME || `${homedir()}/.config`}/systemd/user`;
  } catch {
    return undefined;
  }
}
