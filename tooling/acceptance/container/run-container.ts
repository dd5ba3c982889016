import { readFile } from "node:fs/promises";
import { type RunningProgram, runToEnd, startProgram } from "../harness/programs.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { ImageConfig } from "./image-builder.ts";

/** How a container is run. */
export interface ContainerOptions {
  /** The files of the image. They stay as they are: the container's root is read-only. */
  readonly root: string;
  readonly image: ImageConfig;
  /** Folders of this machine by path in the container. */
  readonly volumes: Readonly<Record<string, string>>;
  /** What root keeps in the container, such as `+chown,+setuid`. Default: nothing. */
  readonly capabilities?: string;
  /** Names that the container knows in addition to those of this machine, in the format of /etc/hosts. */
  readonly hosts?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningContainer extends RunningProgram {
  /** Sends a signal to the first process of the container, as `docker stop` and `docker kill` do. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** The exit code of the first process. */
  readonly ended: Promise<number>;
}

/** What a container runtime sets up: a process namespace, a read-only root, a writable volume and temporary folder, and the user of the image. */
const script = `set -e
root=$1; user=$2; capabilities=$3; hosts=$4; shift 4
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
while [ "$1" != -- ]; do mkdir -p "$root$1"; mount --bind "$2" "$root$1"; shift 2; done
shift
: >>"$root/etc/hosts"
mount -o remount,bind,ro "$root"
if [ -n "$hosts" ]; then printf '%s\\n' "$hosts" >"$root/tmp/hosts"; mount --bind "$root/tmp/hosts" "$root/etc/hosts"; fi
mount --bind /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
exec chroot "$root" setpriv --reuid "\${user%:*}" --regid "\${user#*:}" --clear-groups --bounding-set="-all$capabilities" --no-new-privs "$@"`;

const commandOf = (
  { root, image, volumes, env = {}, capabilities = "", hosts = "" }: ContainerOptions,
  args: readonly string[],
): readonly [string, string[]] => {
  const variables = [...image.Env, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];
  const folders = Object.entries(volumes).flat();
  const program = ["env", "-i", `--chdir=${image.WorkingDir || "/"}`, ...variables, ...args];
  return [
    "unshare",
    [
      "--mount",
      "--pid",
      "--fork",
      "--kill-child",
      "bash",
      "-c",
      script,
      "bash",
      root,
      image.User,
      capabilities,
      hosts,
      ...folders,
      "--",
      ...program,
    ],
  ];
};

/** Runs a command in a container of its own until it ends. */
export const runInContainer = (options: ContainerOptions, args: readonly string[], seconds = 60) =>
  runToEnd(...commandOf(options, args), { seconds });

/** Starts the container, and waits for its first line. */
export async function startContainer(options: ContainerOptions, args: readonly string[]): Promise<RunningContainer> {
  const { Entrypoint } = options.image;
  const program = startProgram(...commandOf(options, [...Entrypoint, ...args]));
  await program.firstLine;
  return {
    ...program,
    ended: program.ended,
    async signal(name) {
      const first = await waitFor("the container's first process", 5, async () => {
        const children = await readFile(`/proc/${program.pid}/task/${program.pid}/children`, "utf8");
        return Number(children.trim().split(" ")[0]) || undefined;
      });
      process.kill(first, name);
    },
  };
}
