import { copyFile, cp, mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import { AcceptanceSkipped } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";

/** Builds images in a folder, without a daemon and without a registry. */
export interface ImageBuilder extends AsyncDisposable {
  readonly folder: string;
  has(name: string): Promise<boolean>;
  /** The folder with the files of an image. */
  mount(name: string): Promise<string>;
  /** Runs `buildah`. Returns its output. */
  run(...args: readonly string[]): Promise<string>;
  build(name: string, context: string, file: string, ...args: readonly string[]): Promise<void>;
  /** The configuration of an image. */
  configOf(name: string): Promise<ImageConfig>;
}

export interface ImageConfig {
  readonly User: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly WorkingDir: string;
  readonly Volumes: Readonly<Record<string, object>>;
  readonly Healthcheck?: { readonly Test: readonly string[] };
}

/** @throws AcceptanceSkipped where images cannot be built */
export async function openImageBuilder(folder: string): Promise<ImageBuilder> {
  await mkdir(folder, { recursive: true });
  if (process.getuid?.() !== 0) throw new AcceptanceSkipped("building an image without a daemon needs root");
  for (const program of ["buildah", "mmdebstrap", "unshare", "setpriv"])
    if ((await runToEnd(program, ["--version"], { seconds: 60 })).code !== 0) throw new AcceptanceSkipped(`${program} is not installed`);
  const storageOf = (driver: string): readonly string[] => {
    const place = join(folder, driver);
    return ["--root", join(place, "images"), "--runroot", join(place, "run"), "--storage-driver", driver];
  };
  // Copies less, but does not work on every file system.
  const overlay = storageOf("overlay");
  const probe = (...args: readonly string[]) => runToEnd("buildah", [...overlay, ...args], { seconds: 120 });
  const { code, output: container } = await probe("from", "scratch");
  const mounts = code === 0 && (await probe("mount", container.trim())).code === 0;
  await probe("umount", "--all");
  await probe("rm", container.trim());
  const storage = mounts ? overlay : storageOf("vfs");
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, output } = await runToEnd("buildah", [...storage, ...args], { cwd: folder, seconds: 300 });
    if (code !== 0) throw new Error(`buildah ${args.join(" ")} ended with exit code ${code}:\n${output}`);
    return output.trim();
  };
  return {
    folder,
    run,
    has: async (name) => (await runToEnd("buildah", [...storage, "inspect", "--type", "image", name], { seconds: 120 })).code === 0,
    mount: async (name) => run("mount", (await run("from", "--pull=never", name)).split("\n").at(-1) ?? ""),
    async build(name, context, file, ...args) {
      const options = ["--isolation", "chroot", "--format", "docker", "--pull=never", "--layers=false", "--tag", name, "--file", file];
      await run("build", ...options, ...args, context);
    },
    // Mounted folders cannot be removed.
    async [Symbol.asyncDispose]() {
      await run("umount", "--all");
    },
    configOf: async (name) => JSON.parse(await run("inspect", "--type", "image", name)).Docker.config,
  };
}

/** Makes a base like `node:24-bookworm-slim` from Debian's packages and npm's Node.js: nothing is pulled. Returns the folder with its files. */
export async function createBaseImage({ run, folder }: ImageBuilder, name: string): Promise<string> {
  const root = join(folder, "base");
  await rm(root, { recursive: true, force: true });
  await install("mmdebstrap", [
    "--variant=extract",
    "--mode=root",
    "--aptopt=Acquire::Check-Valid-Until false",
    "--include=libc6,libstdc++6,libgcc-s1,ca-certificates,base-files,base-passwd,bash,dash,coreutils,util-linux",
    "bookworm",
    root,
  ]);
  const node = join(folder, "node");
  await mkdir(node, { recursive: true });
  await install("npm", ["install", "--prefix", node, "--no-audit", "--no-fund", "--loglevel=error", "node@24", "npm@11"]);
  for (const path of ["usr/local/bin", "usr/local/lib/node_modules"]) await mkdir(join(root, path), { recursive: true });
  await copyFile(join(node, "node_modules/node/bin/node"), join(root, "usr/local/bin/node"));
  await cp(join(node, "node_modules/npm"), join(root, "usr/local/lib/node_modules/npm"), { recursive: true });
  for (const program of ["npm", "npx"])
    await symlink(`../lib/node_modules/npm/bin/${program}-cli.js`, join(root, "usr/local/bin", program));
  // The authorities that this machine trusts, for a registry behind a proxy.
  await cp("/etc/ssl/certs/ca-certificates.crt", join(root, "etc/ssl/certs/ca-certificates.crt"));
  const container = (await run("from", "scratch")).split("\n").at(-1) ?? "";
  await run("copy", "--quiet", container, root, "/");
  await run("config", "--env", "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt", container);
  await run("commit", "--quiet", "--format", "docker", "--rm", container, name);
  return root;
}

async function install(program: string, args: readonly string[]): Promise<void> {
  const { code, output, timedOut } = await runToEnd(program, args, { cwd: repositoryFolder, seconds: 180 });
  if (code !== 0)
    throw new AcceptanceSkipped(
      `${program} could not install the base: ${timedOut ? "it took too long" : output.trim().split("\n").at(-1)}`,
    );
}
