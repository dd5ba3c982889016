import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stepsOf } from "../readme/document-steps.ts";
import { assertThat } from "./assert-that.ts";
import { openDocumentShell } from "./document-shell.ts";
import { followSteps, jsonIn } from "./follow-steps.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** From README to live sensors in a clone of what is committed. Only the address of the repository leads to this machine. */
export async function followClone(folder: string, say: (line: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  // The demo takes another port by itself if it must. A hub does so with this.
  const defaults = join(folder, "defaults.yaml");
  await writeFile(defaults, "http: { port: 0 }\n");
  const env = {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `url.file://${root.replace(/\/$/, "")}.insteadOf`,
    GIT_CONFIG_VALUE_0: "https://github.com/casement/casement",
    NPM_CONFIG_YES: "true",
  };
  const steps = stepsOf({ path: "README.md" });
  const clone = steps.filter(({ command }) => /^(git clone |cd casement$)/.test(command));
  assertThat(clone.length === 2, "README shows how to clone");
  await using shell = openDocumentShell(folder, env, say);
  await followSteps(shell, clone);

  // docs/command-line.md says what `casement` is in a clone.
  const talk = stepsOf({ path: "docs/command-line.md", to: "## Commands" }).filter(({ command }) => command.startsWith("casement "));
  const inClone = talk.map((step) => ({ ...step, command: `npx pnpm@12 ${step.command}` }));
  const demo = steps.filter(({ command }) => command === "npx pnpm@12 demo");
  assertThat(demo.length === 1 && talk.length > 4, "README shows the demo, and docs/command-line.md what to do with it");
  const followed = await followSteps(shell, [...demo, ...inClone]);
  const { sensors } = jsonIn(followed.printed.get("npx pnpm@12 casement --json sensors") ?? "");
  const plugins = new Set(sensors.map(({ id }: { id: string }) => id.split("/")[1]));
  assertThat(plugins.size === 7 && sensors.every(({ stale }: { stale: boolean }) => !stale), "the demo has live sensors of seven plugins");
  await followed.stop();

  await using own = openDocumentShell(shell.folder, { ...env, CASEMENT_DEFAULTS: defaults }, say);
  const start = steps.filter(({ command }) => command === "npx pnpm@12 casement start");
  assertThat(start.length === 1, "README shows how to start a hub in a clone");
  await (await followSteps(own, start)).stop();
}
