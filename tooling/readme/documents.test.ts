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
import { codeBlocksOf, inlineCodeOf, localLinksOf } from "./code-blocks.ts";
import { findCommandMistakes, findDocumentMistakes, isConfiguration } from "./find-document-mistakes.ts";
import { foreignNames } from "./foreign-names.ts";
import { collectProductNames } from "./product-names.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tree = await readTree(root);
const documents = [...tree].filter(([path]) => path.endsWith(".md") && !path.startsWith(".changeset/"));
const examples = [...tree].filter(([path]) => /^(tooling\/examples|examples)\/.*\.ts$/.test(path)).map(([, text]) => text);
/** Skills show how this repository is written, so they quote its sources, too. */
const sources = [...tree].filter(([path]) => /^packages\/.*\.ts$/.test(path)).map(([, text]) => text);
const product = await collectProductNames(tree);
/** Decisions and results are of their day. Documents of the tooling name its parts. */
const checked = documents.filter(([path]) => !/^(docs\/decisions|tooling|skills)\/|^(AGENTS|CONTRIBUTING)\.md$/.test(path));

it.each(documents)("%s shows only existing commands", async (path, text) => {
  expect(await findCommandMistakes(path, text, product)).toEqual([]);
});

it.each(checked)("%s names only what the product has", async (path, text) => {
  expect(await findDocumentMistakes(path, text, product)).toEqual([]);
});

it("excepts only names of others that a document has", () => {
  const shown = new Set(
    checked.flatMap(([, text]) => [...inlineCodeOf(text).map(({ code }) => code), ...codeBlocksOf(text).map((block) => block.text)]),
  );
  const texts = [...shown].join("\n");
  expect([...foreignNames].filter((name) => !texts.includes(name))).toEqual([]);
});

describe.each(documents)("%s", (path, text) => {
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

/** For a part of a configuration that has no account. Notifications need an address. */
const account = `accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    plugins: { calendar: {} }
`;

describe("configurations in documents", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "casement-readme-"));
    // What a document lets openssl make.
    const { key, certificate } = createSelfSignedCertificate(new Date("2126-01-01T00:00:00Z"));
    await writeFile(join(folder, "casement.key"), key, { mode: 0o600 });
    await writeFile(join(folder, "casement.pem"), certificate);
    // What people write before.
    await writeFile(join(folder, "broker-password"), "a password", { mode: 0o600 });
    await writeFile(join(folder, "webhook-secret"), `whsec_${Buffer.alloc(32, 7).toString("base64")}`, { mode: 0o600 });
  });
  afterAll(() => rm(folder, { recursive: true }));

  const configs = documents.flatMap(([path, text]) =>
    codeBlocksOf(text)
      .filter((block) => isConfiguration(block, product))
      // The package of an example is not installed.
      .filter(({ text }) => !text.startsWith("packages:"))
      .map(({ text, line }) => ({ path, line, text: /^(accounts|cluster):/m.test(text) ? text : `${text}${account}` })),
  );

  /** `caldav: true` in a sentence, if it begins with a key of the hub and leaves nothing out. */
  const inSentences = checked
    .filter(([path]) => path !== "packages/testing/README.md")
    .flatMap(([path, text]) =>
      inlineCodeOf(text)
        .filter(
          ({ code }) => /^[a-zA-Z]+: \S/.test(code) && product.hubKeys.has(code.split(":")[0] ?? "") && !/[…$]|file:|emulator/.test(code),
        )
        .map(({ code, line }) => ({ path, line, code })),
    );

  it("are found", () => {
    expect(configs.map(({ path }) => path)).toEqual(expect.arrayContaining(["docs/start.md", "docs/configuration.md"]));
  });

  it("in sentences are valid", async () => {
    expect(inSentences.length).toBeGreaterThan(10);
    const file = join(folder, "sentence.yaml");
    const mistakes: string[] = [];
    for (const { path, line, code } of inSentences) {
      const address = code.startsWith("notifications") ? 'http: { publicUrl: "https://hub.example" }\n' : "";
      await writeFile(file, `${code}\n${address}${account}`);
      const { problems } = await loadConfig({ file, env: {}, cwd: folder, plugins: { known: firstPartyLoaders, importPackage } });
      mistakes.push(...problems.map((problem) => `${path}:${line}: \`${code}\`: ${JSON.stringify(problem)}`));
    }
    expect(mistakes).toEqual([]);
  });

  it.each(configs)("in $path:$line are valid", async ({ text }) => {
    const file = join(folder, "casement.yaml");
    await writeFile(file, text);
    const env = { HOME_SECRET: "a-secret-value" };
    const { config, problems } = await loadConfig({ file, env, cwd: folder, plugins: { known: firstPartyLoaders, importPackage } });
    expect(problems).toEqual([]);
    if (!config?.cluster) expect(config?.options.accounts[0]?.plugins.length).toBeGreaterThan(0);
  });
});
