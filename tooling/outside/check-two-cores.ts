import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tarball } from "../check-packed/pack-package.ts";
import { assertThat } from "./assert-that.ts";
import type { OutsideFolder } from "./outside-folder.ts";
import { withDependencies } from "./with-dependencies.ts";

const name = "casement-plugin-drive";

/** Sends requests beyond those of the first-party plugins, so its requests are looked up in Microsoft's whole map. */
const plugin = `import { CasementError, definePlugin, invalidInput, service } from "@casement/core";
const any = { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }), jsonSchema: { input: () => ({ type: "object" }), output: () => ({ type: "object" }) } } };
export const drivePlugin = definePlugin({
  id: "drive",
  title: "Drive",
  scopes: { "Files.Read": { tier: "read", why: "Show your drive" } },
  sensors: {
    drive: { title: "Drive", scope: "Files.Read", every: "1m", value: any, read: async ({ graph }) => ({ state: (await graph.get("/me/drive")).driveType }) },
  },
  services: {
    refuse: service({ title: "Refuse", input: any, output: any, scope: "Files.Read", run: () => { throw invalidInput("path", "is not a path"); } }),
  },
});
export const copy = CasementError;
`;
const emulated = `export const drive = () => ({
  name: "drive",
  control: {},
  routes: [{ method: "GET", template: "/me/drive", handler: () => ({ body: { driveType: "business" } }) }],
});
`;

/**
 * A hub that was upgraded alone: the plugin still has the core it was installed with, in a folder of its own. Its requests pass, and its
 * errors are understood.
 */
export async function checkTwoCores(at: OutsideFolder, all: readonly Tarball[]): Promise<void> {
  await at.write("package.json", JSON.stringify({ name: "stranger", private: true, type: "module" }));
  await at.install(withDependencies(all, "casement"));
  const folder = join("node_modules", name);
  const manifest = { name, version: "1.0.0", type: "module", exports: "./index.js", peerDependencies: { "@casement/core": "^1.0.0" } };
  await at.write(join(folder, "package.json"), JSON.stringify(manifest));
  await at.write(join(folder, "index.js"), plugin);
  const core = join(at.folder, folder, "node_modules", "@casement", "core");
  await cp(join(at.folder, "node_modules", "@casement", "core"), core, { recursive: true });
  const older = JSON.parse(await readFile(join(core, "package.json"), "utf8"));
  await writeFile(join(core, "package.json"), JSON.stringify({ ...older, version: "1.0.0" }));
  await at.write("emulated.js", emulated);
  await at.write(
    "copies.js",
    `import { CasementError } from "@casement/core";
import { copy } from "${name}";
console.log(CasementError === copy);
`,
  );
  assertThat((await at.run("node", "copies.js")).trim() === "false", "the plugin has a core of its own");

  const demo = ["casement", "demo", "--once", "--json", "--plugin", `./node_modules/${name}`, "--emulate", "./emulated.js"];
  const { sensors } = JSON.parse(await at.run("npx", ...demo));
  const [sensor] = sensors as readonly { readonly id: string; readonly state: unknown; readonly error: unknown }[];
  assertThat(sensor?.state === "business", `the plugin's request passes (${JSON.stringify(sensor)})`);
  assertThat(sensors.length === 1 && !sensor?.error, "and its sensor has no error");
}
