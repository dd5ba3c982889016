import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram, type Tarball } from "./pack-package.ts";
import { servePackages } from "./package-registry.ts";

/** Whether a package has required peers, such as a test runner, which npm would install too. */
function hasRequiredPeers({ manifest }: Tarball): boolean {
  const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest as Record<
    string,
    Record<string, { optional?: boolean } | undefined>
  >;
  return Object.keys(peerDependencies).some((name) => peerDependenciesMeta[name]?.optional !== true);
}

/** Installs the packages into an empty folder, imports each, and starts each command. Returns one sentence for each failure. */
export async function installAndRun(folder: string, tarballs: readonly Tarball[]): Promise<readonly string[]> {
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "check-packed", private: true, type: "module" }));
  const installable = tarballs.filter((tarball) => !hasRequiredPeers(tarball));
  await using registry = await servePackages(tarballs);
  const names = installable.map(({ name, manifest }) => `${name}@${manifest.version}`);
  const options = ["--registry", registry.address, "--no-audit", "--no-fund", "--loglevel=error"];
  await runProgram("npm", ["install", ...options, ...names], { cwd: folder });
  const imports = installable.map(({ name }) => ["node", "--input-type=module", "-e", `await import("${name}")`]);
  const commands = installable.flatMap(({ manifest }) =>
    Object.keys((manifest.bin as object | undefined) ?? {}).map((bin) => [join(folder, "node_modules", ".bin", bin), "--help"]),
  );
  const failures = [...imports, ...commands].map(([command = "", ...args]) =>
    runProgram(command, args, { cwd: folder }).then(
      () => [],
      (error: { stderr?: string; message: string }) => [
        `installed: ${[command, ...args].join(" ")} failed: ${error.stderr?.trim() || error.message}`,
      ],
    ),
  );
  return (await Promise.all(failures)).flat();
}
