import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { PackageRegistry } from "../check-packed/package-registry.ts";
import { type DocumentPart, stepsOf } from "../readme/document-steps.ts";
import { assertThat } from "./assert-that.ts";
import { createReadersCache, type DocumentShell, openDocumentShell, readersEnvironment } from "./document-shell.ts";
import { type EmulatedMicrosoft, startEmulatedMicrosoft } from "./emulated-microsoft.ts";
import { followSteps, jsonIn } from "./follow-steps.ts";

/**
 * From README, docs/start.md and the README of the hub to live sensors with npm. Only Microsoft and the registry are on this machine.
 */
export async function followNpm(folder: string, registry: PackageRegistry, say: (line: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  await using microsoft = await startEmulatedMicrosoft();
  // What a reader has: Microsoft, and the port that the hub chooses. The commands and casement.yaml stay as the documents have them.
  const defaults = join(folder, "defaults.yaml");
  await writeFile(defaults, `emulator: ${microsoft.address}\nhttp: { port: 0 }\n`);
  const global = join(folder, "global");
  const env = {
    NPM_CONFIG_REGISTRY: registry.address,
    NPM_CONFIG_CACHE: await createReadersCache(folder),
    NPM_CONFIG_PREFIX: global,
    NPM_CONFIG_YES: "true",
    PATH: [join(global, "bin"), readersEnvironment().PATH].join(delimiter),
    CASEMENT_DEFAULTS: defaults,
  };
  const open = async (name: string) => {
    await mkdir(join(folder, name));
    return openDocumentShell(join(folder, name), env, say);
  };

  const everything = ["README.md", "packages/all/README.md"].map((path) =>
    stepsOf({ path }).filter(({ command }) =>
      /^(npm install -g @casement\/all|npx @casement\/all demo|mkdir \S+|cd casement-hub|casement start)$/.test(command),
    ),
  );
  for (const steps of everything)
    assertThat(
      steps.some(({ command }) => command === "npm install -g @casement/all"),
      `${steps[0]?.place} and below shows how to install everything`,
    );
  await using shell = await open("everything");
  await (await followSteps(shell, withoutRepetitions(everything.flat()))).stop();

  await followToSensors(
    await open("start"),
    { path: "docs/start.md", from: "## 1. Install the hub", to: "## 6. Start it with the machine" },
    microsoft,
  );
  await followToSensors(await open("hub"), { path: "apps/hub/README.md" }, microsoft);
  const update = stepsOf({ path: "docs/start.md", from: "## 6. Start it with the machine" }).filter(({ command }) =>
    /^npm install .*@latest/.test(command),
  );
  assertThat(update.length === 1, "docs/start.md says how to update");
  await followSteps(await open("update"), update);
}

/** Follows a document to live sensors. What it shows before the configuration, such as the demo, is ended first. */
async function followToSensors(shell: DocumentShell, part: DocumentPart, microsoft: EmulatedMicrosoft): Promise<void> {
  await using _ = shell;
  const steps = stepsOf(part);
  const configuration = steps.findIndex(({ content }) => content !== undefined);
  await (await followSteps(shell, steps.slice(0, configuration))).stop();
  const followed = await followSteps(shell, steps.slice(configuration), microsoft);
  const { sensors } = jsonIn(await shell.run({ place: "what they led to", command: "npx casement sensors --json" }));
  assertThat(
    sensors.length >= 5 && sensors.every(({ stale }: { stale: boolean }) => !stale),
    `${part.path} leads to live sensors (${JSON.stringify(sensors)})`,
  );
  assertThat(/calendar/i.test(followed.printed.get("npx casement scopes") ?? ""), "casement scopes explains the permissions");
  await followed.stop();
}

/** A document can name a command again in a sentence. */
function withoutRepetitions<T extends { readonly command: string }>(steps: readonly T[]): readonly T[] {
  return steps.filter(({ command }, at) => steps.findIndex((other) => other.command === command) === at);
}
