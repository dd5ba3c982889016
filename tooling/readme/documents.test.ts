import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstPartyLoaders } from "../../apps/hub/src/plugins/first-party-packages.ts";
import { importPackage } from "../../apps/hub/src/plugins/import-package.ts";
import { createSelfSignedCertificate } from "../../packages/graph-emulator/test/entra/self-signed-certificate.fixture.ts";
import { loadConfig } from "../../packages/host/src/config/index.ts";
import { readTree } from "../check-packages/workspace.ts";
import { codeBlocksOf, commandLinesOf, localLinksOf } from "./code-blocks.ts";
import { findCommandMistake } from "./find-command-mistake.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tree = await readTree(root);
const { scripts } = JSON.parse(tree.get("package.json")!) as { scripts: Record<string, string> };
const documents = [...tree].filter(([path]) => path.endsWith(".md") && !path.startsWith(".changeset/"));
const examples = [...tree].filter(([path]) => /^(tooling\/examples|examples)\/.*\.ts$/.test(path)).map(([, text]) => text);
/** Skills show how this repository is written, so they quote its sources, too. */
const sources = [...tree].filter(([path]) => /^packages\/.*\.ts$/.test(path)).map(([, text]) => text);
const bins = [...tree].filter(([path]) => /^packages\/[^/]+\/package\.json$/.test(path)).map(([, text]) => JSON.parse(text));

/** Commands of pnpm, or of an installed tool. */
const pnpmCommands = new Set(["install", "exec", "changeset"]);

async function findMistake(line: string): Promise<string | undefined> {
  const [first, second = "", ...rest] = line.split(/\s+/);
  if (first === "casement") return findCommandMistake([second, ...rest].filter(Boolean));
  if (second.startsWith("pnpm")) {
    if (second !== "pnpm@12") return `${second} is not the version of pnpm in this repository`;
    if (rest[0] === "casement") return findCommandMistake(rest.slice(1));
    return pnpmCommands.has(rest[0]!) || scripts[rest[0]!] ? undefined : `there is no script "${rest[0]}"`;
  }
  return bins.some(({ name, bin }) => bin && (name === second || second in bin)) || second === "casement"
    ? undefined
    : `no package of this repository has a command "${second}"`;
}

describe.each(documents)("%s", (path, text) => {
  it("shows only existing commands", async () => {
    const found = await Promise.all(commandLinesOf(text).map(async (line) => ({ line, mistake: await findMistake(line) })));
    expect(found.filter((one) => one.mistake)).toEqual([]);
  });

  it("shows only code that is tested: from tooling/examples or examples, and in skills from packages", () => {
    const tested = path.startsWith("skills/") ? [...examples, ...sources] : examples;
    const shown = codeBlocksOf(text).filter(({ language }) => language === "ts" || language === "typescript");
    expect(shown.map((block) => block.text).filter((code) => !tested.some((source) => source.includes(code)))).toEqual([]);
  });

  it("shows only changes that fit the files, before them or after them", () => {
    const changes = codeBlocksOf(text).filter(({ language }) => language === "diff");
    const misfits = changes.filter(({ text }) => {
      const [head = "", ...lines] = text.split("\n");
      const without = (sign: string) => lines.flatMap((line) => (line.startsWith(sign) ? [] : [line.slice(1)])).join("\n");
      const file = tree.get(head.replace("--- ", "")) ?? "";
      return !file.includes(without("+")) && !file.includes(without("-"));
    });
    expect(misfits).toEqual([]);
  });

  it("links only to existing files", () => {
    expect(localLinksOf(text).filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });
});

describe("configurations in documents", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "casement-readme-"));
    // What a document lets openssl make.
    const { key, certificate } = createSelfSignedCertificate(new Date("2126-01-01T00:00:00Z"));
    await writeFile(join(folder, "casement.key"), key, { mode: 0o600 });
    await writeFile(join(folder, "casement.pem"), certificate);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const configs = documents.flatMap(([path, text]) =>
    codeBlocksOf(text)
      .filter(({ language, text }) => language === "yaml" && /^accounts:/m.test(text))
      .map(({ text }) => ({ path, text })),
  );

  it("are found in the README", () => {
    expect(configs.map(({ path }) => path)).toContain("README.md");
  });

  it.each(configs)("in $path are valid", async ({ text }) => {
    const file = join(folder, "casement.yaml");
    await writeFile(file, text);
    const env = { HOME_SECRET: "a-secret-value" };
    const { config, problems } = await loadConfig({ file, env, cwd: folder, plugins: { known: firstPartyLoaders, importPackage } });
    expect(problems).toEqual([]);
    expect(config?.options.accounts[0]?.plugins.length).toBeGreaterThan(0);
  });
});
