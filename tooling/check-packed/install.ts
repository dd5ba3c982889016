import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run, type Tarball } from "./tarball.ts";

/** It would bring its user's test runner along. Optional peers are not installed by themselves. */
function withPeers({ manifest }: Tarball): boolean {
  const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest as Record<
    string,
    Record<string, { optional?: boolean } | undefined>
  >;
  return Object.keys(peerDependencies).some((name) => peerDependenciesMeta[name]?.optional !== true);
}

/** Installs the packages into an empty folder, as a stranger would, imports each and starts each command. A sentence a failure. */
export async function installAndRun(folder: string, tarballs: readonly Tarball[]): Promise<readonly string[]> {
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "stranger", private: true, type: "module" }));
  const alone = tarballs.filter((tarball) => !withPeers(tarball));
  const files = alone.map(({ file }) => file);
  await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", ...files], { cwd: folder });
  const imports = alone.map(({ name }) => ["node", "--input-type=module", "-e", `await import("${name}")`]);
  const commands = alone.flatMap(({ manifest }) =>
    Object.keys((manifest.bin as object | undefined) ?? {}).map((bin) => [join(folder, "node_modules", ".bin", bin), "--help"]),
  );
  const failures = [...imports, ...commands].map(([command = "", ...args]) =>
    run(command, args, { cwd: folder }).then(
      () => [],
      (error: { stderr?: string; message: string }) => [
        `installed: ${[command, ...args].join(" ")} fails: ${error.stderr?.trim() || error.message}`,
      ],
    ),
  );
  return (await Promise.all(failures)).flat();
}
