import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkTypes, lintPackage } from "../check-packed/lint-package.ts";
import type { Tarball } from "../check-packed/pack-package.ts";
import type { PackageRegistry } from "../check-packed/package-registry.ts";
import { type DocumentStep, fileFrom, readDocument, stepsOf } from "../readme/document-steps.ts";
import { assertThat } from "./assert-that.ts";
import { checkStyle } from "./check-style.ts";
import { createReadersCache, type DocumentShell, openDocumentShell } from "./document-shell.ts";
import { followSteps, jsonIn } from "./follow-steps.ts";
import { createOutsideFolder } from "./outside-folder.ts";

const path = "docs/write-a-plugin.md";
const example = "examples/casement-plugin-contacts/src";
const maxMinutes = 10;

/** The guide from its first command to a package that can be published: its commands and its code, and nothing else. */
export async function followGuide(folder: string, registry: PackageRegistry, say: (line: string) => void): Promise<string> {
  const begun = Date.now();
  await mkdir(folder, { recursive: true });
  const env = { NPM_CONFIG_REGISTRY: registry.address, NPM_CONFIG_CACHE: await createReadersCache(folder), NPM_CONFIG_YES: "true" };
  await using shell = openDocumentShell(folder, env, say);
  const steps = stepsOf({ path });
  const sentences = stepsOf({ path, sentences: true });
  const named = (command: string): DocumentStep => {
    const step = sentences.find((each) => each.command === command);
    assertThat(step, `${path} names ${command}`);
    return step;
  };

  // 1: a plugin that runs. `npm run dev` goes on in its terminal until the end.
  const section = stepsOf({ path, to: "## 2. Describe what you read" });
  const started = await followSteps(shell, section);
  assertThat(/App/.test(started.printed.get("npx casement call home contacts/search-contacts name=App") ?? ""), "the new plugin answers");
  const scripts = async (text: string | Promise<string>): Promise<string> => JSON.stringify(JSON.parse(await text).scripts);
  const scaffolded = await scripts(readFile(join(shell.folder, "package.json"), "utf8"));
  assertThat(
    scaffolded === (await scripts(readDocument("examples/plugin-template/package.json"))),
    "the scaffolder is that of this repository",
  );

  // 2 to 6: the code of the guide takes the place of the scaffold's.
  await shell.run(named("npm install @casement/graph-time"));
  await writeCode(shell);
  await shell.run(named("npm run readme"));
  await shell.run(named("npm run check"));
  const tests = await shell.run(named("npm test"));
  assertThat(/[2-9]\d passed/.test(tests), `the plugin of the guide passes its tests (${tests})`);
  const { sensors } = jsonIn(await shell.run({ place: "what it led to", command: "npx casement sensors --json" }));
  assertThat(
    sensors[0]?.id === "home/contacts/birthdays" && !sensors[0].stale,
    `the sensor of the guide is live (${JSON.stringify(sensors)})`,
  );
  await started.stop();
  await checkStyle(await createOutsideFolder(shell.folder));

  // 7
  const record = steps.find(({ command }) => command.startsWith("npx casement-record"));
  assertThat(record, "the guide records the emulator");
  await shell.run(record);
  const recording = JSON.parse(await readFile(join(shell.folder, "src/tasks.json"), "utf8"));
  assertThat(JSON.stringify(recording).length > 500, "the recording has responses");

  // 8
  for (const command of ["npm run build", "npm pack"]) await shell.run(named(command));
  await checkQuality(shell);
  await useInHub(join(folder, "hub"), shell, env, say);
  const minutes = (Date.now() - begun) / 60_000;
  assertThat(minutes < maxMinutes, `the guide takes less than ${maxMinutes} minutes of the machine (${minutes.toFixed(1)})`);
  return `${path}: from nothing to a package that can be published in ${minutes.toFixed(1)} minutes of the machine`;
}

/** Writes the code blocks of the guide into their files, and keeps the test of the README, as the guide says. */
async function writeCode(shell: DocumentShell): Promise<void> {
  for (const file of ["plugin.ts", "emulated.ts"])
    await shell.run({ place: path, command: `src/${file}`, content: fileFrom(path, `${example}/${file}`) });
  const scaffolded = await readFile(join(shell.folder, "src/plugin.test.ts"), "utf8");
  const readmeTest = scaffolded.slice(scaffolded.indexOf('it("is described by its README'));
  assertThat(readmeTest.startsWith("it("), "the scaffolder wrote a test of the README");
  const shown = fileFrom(path, `${example}/plugin.test.ts`).replace(
    "{ createTestHost, testPlugin }",
    "{ createTestHost, readmeWithTables, testPlugin }",
  );
  const content = `import { readFile } from "node:fs/promises";\n${shown}\n${readmeTest}`;
  await shell.run({ place: path, command: "src/plugin.test.ts", content });
}

async function checkQuality(shell: DocumentShell): Promise<void> {
  const manifest = JSON.parse(await readFile(join(shell.folder, "package.json"), "utf8"));
  const file = join(shell.folder, `${manifest.name}-${manifest.version}.tgz`);
  const packed: Tarball = { name: manifest.name, file, paths: [], manifest };
  const problems = [...(await lintPackage(packed)), ...(await checkTypes(packed))];
  assertThat(problems.length === 0, `the package has no problems (${problems.join("; ")})`);
}

/** What the last part of the guide tells users: install it next to the hub, and list it. */
async function useInHub(
  folder: string,
  plugin: DocumentShell,
  env: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(folder);
  await cp(join(plugin.folder, "casement-plugin-contacts-0.0.0.tgz"), join(folder, "contacts.tgz"));
  await writeFile(
    join(folder, "casement.yaml"),
    `packages: [casement-plugin-contacts]
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    plugins:
      contacts: { days: 14 }
`,
  );
  await using hub = openDocumentShell(folder, env, say);
  await hub.run({ place: `${path}, next to the hub`, command: "npm install casement ./contacts.tgz" });
  const [plugins, scopes] = ["casement plugins", "casement scopes"].map((command) => ({ place: path, command: `npx ${command}` }));
  assertThat(/contacts[\s\S]*0\.0\.0/.test(await hub.run(plugins!)), "casement plugins shows it with its version");
  assertThat((await hub.run(scopes!)).includes("Contacts.Read"), "casement scopes shows its permission");
}
