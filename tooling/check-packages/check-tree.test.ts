import { describe, expect, it } from "vitest";
import { checkTree, type RepositoryRules } from "./check-tree.ts";

const json = JSON.stringify;
const tsconfig = json({ exclude: ["src/**/*.test.ts", "src/**/*.fixture.ts", "src/slices"] });

/** Bans nothing; exports still need two words. */
const rules: RepositoryRules = { bannedNames: {}, bannedExports: {}, oneWordNames: {}, referencePages: [] };

interface TestPackage {
  readonly name?: string;
  readonly dependencies?: readonly string[];
  readonly devDependencies?: readonly string[];
  /** Texts by path below the package's folder. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The problems of a workspace with this one package. */
function problemsOf({ name = "@casement/host", dependencies = [], devDependencies = [], files = {} }: TestPackage): readonly string[] {
  const folder = name === "casement" ? "apps/hub" : name.replace("@casement", "packages");
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((dependency) => [dependency, "1.0.0"]));
  return checkTree(
    new Map([
      ["package.json", json({ devDependencies: versions(["vitest"]) })],
      [
        `${folder}/package.json`,
        json({ name, private: true, dependencies: versions(dependencies), devDependencies: versions(devDependencies) }),
      ],
      [`${folder}/tsconfig.json`, tsconfig],
      ...Object.entries(files).map(([path, text]): [string, string] => [`${folder}/${path}`, text]),
    ]),
    rules,
  );
}

const importing = (...specifiers: readonly string[]): string =>
  specifiers.map((specifier, i) => `import { x as x${i} } from "${specifier}";\n`).join("");

describe("dependencies between packages", () => {
  it("accepts the imports that the table allows", () => {
    expect(
      problemsOf({
        dependencies: ["@casement/core", "tsyringe", "reflect-metadata"],
        devDependencies: ["@casement/graph-emulator"],
        files: {
          "src/index.ts": `export { createHost } from "./create-host.ts";\n`,
          "src/create-host.ts": `import "reflect-metadata";\n${importing("@casement/core", "node:fs", "./composition/tokens.ts")}`,
          "src/composition/tokens.ts": importing("tsyringe"),
          "src/create-host.test.ts": importing("@casement/graph-emulator", "vitest", "./gateway.fixture.ts"),
        },
      }),
    ).toEqual([]);
  });

  it.each<[mistake: string, testPackage: TestPackage, sentence: RegExp]>([
    [
      "an undeclared package",
      { files: { "src/a.ts": importing("yaml") } },
      /src\/a\.ts: imports "yaml", which packages\/host\/package\.json does not/,
    ],
    [
      "a development dependency in a published source",
      { devDependencies: ["yaml"], files: { "src/a.ts": importing("yaml") } },
      /imports "yaml", which .* does not declare/,
    ],
    ["a dependency that nothing imports", { dependencies: ["yaml"] }, /declares yaml, but no source imports it/],
    [
      "a dependency that only tests import",
      { dependencies: ["yaml"], files: { "src/a.test.ts": importing("yaml") } },
      /declares yaml, but no source imports it/,
    ],
    [
      "a value import in core",
      { name: "@casement/core", dependencies: ["@standard-schema/spec"], files: { "src/a.ts": importing("@standard-schema/spec") } },
      /must import only types from "@standard-schema\/spec"/,
    ],
    [
      "a Node module in core",
      { name: "@casement/core", files: { "src/a.ts": importing("node:fs") } },
      /packages\/core\/src\/a\.ts: must not import "node:fs": core is the contract/,
    ],
    [
      "zod in core outside its tests",
      { name: "@casement/core", devDependencies: ["zod"], files: { "src/a.ts": `import type { z } from "zod";` } },
      /must not import "zod"/,
    ],
    [
      "a Node module in a plugin",
      { name: "@casement/plugin-mail", files: { "src/a.ts": importing("node:fs/promises") } },
      /must not import "node:fs/,
    ],
    [
      "the host in a plugin",
      { name: "@casement/plugin-mail", dependencies: ["@casement/host"], files: { "src/a.ts": `await import("@casement/host/config");` } },
      /must not import "@casement\/host\/config": a plugin uses core/,
    ],
    [
      "msal-node in a plugin",
      { name: "@casement/plugin-mail", files: { "src/a.ts": `type Client = import("@azure/msal-node").Client;` } },
      /must not import "@azure\/msal-node"/,
    ],
    [
      "a plugin in another plugin",
      { name: "@casement/plugin-mail", dependencies: ["@casement/plugin-chat"] },
      /@casement\/plugin-mail must not depend on @casement\/plugin-chat/,
    ],
    [
      "a plugin in another plugin's tests",
      { name: "@casement/plugin-mail", devDependencies: ["@casement/plugin-chat"] },
      /only casement names plugins, in tests too/,
    ],
    ["a plugin in the host", { files: { "src/a.ts": importing("@casement/plugin-mail") } }, /only casement names plugins/],
    [
      "a plugin in a surface",
      { name: "@casement/surface-http", files: { "src/a.test.ts": importing("@casement/plugin-mail") } },
      /only casement names plugins/,
    ],
    [
      "tsyringe outside the host",
      { name: "@casement/surface-http", dependencies: ["tsyringe"], files: { "src/a.ts": importing("tsyringe") } },
      /must not import "tsyringe": a surface/,
    ],
    [
      "tsyringe outside the composition folder",
      { dependencies: ["tsyringe"], files: { "src/graph/a.ts": importing("tsyringe") } },
      /must not import "tsyringe": only packages\/host\/src\/composition\/ does/,
    ],
    [
      "reflect-metadata outside create-host.ts",
      { dependencies: ["reflect-metadata"], files: { "src/composition/a.ts": `import "reflect-metadata";` } },
      /only packages\/host\/src\/create-host\.ts does/,
    ],
    [
      "the host in the emulator",
      { name: "@casement/graph-emulator", files: { "src/a.ts": importing("@casement/host") } },
      /does not import the host/,
    ],
    ["a relative path into another package", { files: { "src/a.ts": importing("../../core/src/plugin.ts") } }, /leaves the package/],
    ["a relative path without its extension", { files: { "src/a.ts": importing("./b") } }, /must end with the file's extension/],
    ["a package without a row", { name: "@casement/shed" }, /@casement\/shed has no row in/],
  ])("rejects %s", (_, testPackage, sentence) => {
    const problems = problemsOf(testPackage);
    expect(problems).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  });

  it("accepts plugins in the hub", () => {
    const hub = {
      name: "casement",
      dependencies: ["@casement/plugin-mail"],
      files: { "src/a.ts": `export const loadMail = () => import("@casement/plugin-mail");\n` },
    };
    expect(problemsOf(hub)).toEqual([]);
  });

  it("treats files that the build excludes as tests", () => {
    const slices = {
      devDependencies: ["zod"],
      files: { "src/slices/mail.ts": importing("zod"), "test/wire.fixture.ts": importing("zod") },
    };
    expect(problemsOf(slices)).toEqual([]);
  });
});

describe("the house rules for files", () => {
  const problemsOfFile = (path: string, text: string) => checkTree(new Map([[path, text]]), rules);
  const machinePath = ["", "work", "shared", "notes"].join("/");

  it.each<[mistake: string, path: string, text: string, sentence: RegExp]>([
    ["a name in camel case", "packages/host/src/createHost.ts", "", /write "createHost\.ts" in kebab-case/],
    ["a name that says nothing", "packages/host/src/string-utils.ts", "", /"utils" says nothing/],
    ["a folder that says nothing", "packages/host/src/helpers/a.ts", "", /"helpers" says nothing/],
    ["a long file", "packages/host/src/a.ts", "\n".repeat(401), /has 401 lines; the limit is 400/],
    ["a default export", "packages/host/src/a.ts", "export default 1;", /has a default export/],
    ["code in an index", "packages/host/src/index.ts", "export const someValue = 1;", /an index\.ts only re-exports/],
    ["a star in an index", "packages/host/src/index.ts", `export * from "./a.ts";`, /an index\.ts only re-exports/],
    ["a focused test", "packages/host/src/a.test.ts", "it.only('a', () => {});", /it\.only must not be committed/],
    ["a skipped table of tests", "packages/host/src/a.test.ts", "describe.skip.each([1])('a', () => {});", /describe\.skip must not/],
    ["a test without a body", "packages/host/src/a.test.ts", "test.todo('a');", /test\.todo must not/],
    ["a mocked module", "packages/host/src/a.test.ts", "vi.mock('./b.ts');", /vi\.mock changes what other test files see/],
    ["a faked timer", "packages/host/src/a.test.ts", "vi.useFakeTimers();", /vi\.useFakeTimers changes what/],
    ["a wait of a second", "packages/host/src/a.test.ts", "await vi.waitFor(() => {});", /vi\.waitFor waits a second/],
    ["a path of one machine", "docs/a.md", `see ${machinePath}`, /contains a path of one machine/],
    [
      "the host of a registry",
      "docs/a.md",
      `from ${["https:/", "registry.example.org", "x"].join("/")}`,
      /contains the host of a package registry/,
    ],
  ])("reject %s", (_, path, text, sentence) => {
    expect(problemsOfFile(path, text)).toEqual([expect.stringMatching(sentence)]);
  });

  it.each([
    ["packages/host/vitest.config.ts", "export default {};"],
    ["packages/core/src/permissions.generated.ts", "\n".repeat(900)],
    ["packages/host/src/a.test.ts", "describe.skipIf(true)('a', () => {});\nconst only = { it: 1 };\n"],
    ["docs/a.md", "`GET /api/v1/sensors/home/calendar/family`, https://graph.microsoft.com/v1.0/users/home/calendar"],
  ])("accept %s", (path, text) => {
    expect(problemsOfFile(path, text)).toEqual([]);
  });
});
