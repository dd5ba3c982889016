import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installDebianPackages, runInstaller } from "./install-packages.ts";
import { AcceptanceSkipped } from "./run-acceptance.ts";

/** Another release of Debian in a folder, for programs that are too new for this machine. */
export interface DebianFolder {
  readonly path: string;
  /** The command that runs a command inside. Sees this machine's temporary folder and network. Its mounts end with it. */
  command(inside: readonly string[]): readonly [program: string, ...args: string[]];
}

/** What a program inside must find as outside: name servers, a certificate authority of the network, settings of pip. */
const sharedFiles = ["/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt", "/etc/pip.conf"];
const enter = `mkdir -p "$0$TMPDIR" && mount --bind /proc "$0/proc" && mount --rbind /dev "$0/dev" && mount --rbind "$TMPDIR" "$0$TMPDIR" &&
exec chroot "$0" "$@"`;

/**
 * Unpacks a release of Debian with packages into a folder, unless it is complete.
 * @throws AcceptanceSkipped without root, Debian or its mirror
 */
export async function createDebianFolder(path: string, release: string, packages: readonly string[]): Promise<DebianFolder> {
  const command = (inside: readonly string[]): [string, ...string[]] => [
    "unshare",
    ...["--mount", "--propagation", "private", "--", "env", `TMPDIR=${tmpdir()}`, "sh", "-c", enter, path],
    ...inside,
  ];
  const complete = join(path, "complete");
  if (existsSync(complete)) return { path, command };
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    throw new AcceptanceSkipped(`Debian ${release} in a folder needs Linux and root`);
  await installDebianPackages(["mmdebstrap"]);
  await mkdir(path, { recursive: true });
  // A mirror may be a frozen one, whose signed lists are older than they say they may be.
  const options = ["Valid-Until", "Date"].map((check) => `--aptopt=Acquire::Check-${check} "false"`);
  const args = ["--variant=minbase", "--mode=root", ...options, `--include=${["ca-certificates", ...packages].join(",")}`];
  await runInstaller("mmdebstrap", [...args, release, path, await findMirror()]);
  for (const file of sharedFiles) if (existsSync(file)) await copyFile(file, join(path, file));
  await writeFile(complete, "");
  return { path, command };
}

/** The mirror that this machine installs from. */
async function findMirror(): Promise<string> {
  const folder = "/etc/apt/sources.list.d";
  const names = existsSync(folder) ? (await readdir(folder)).map((name) => join(folder, name)) : [];
  for (const file of ["/etc/apt/sources.list", ...names].filter((each) => existsSync(each))) {
    const [mirror] = /https?:\/\/\S+\/debian\/?(?=\s|$)/.exec(await readFile(file, "utf8")) ?? [];
    if (mirror !== undefined) return mirror;
  }
  throw new AcceptanceSkipped("This machine has no mirror of Debian in its configuration of apt");
}
