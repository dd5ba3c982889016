import { describe, expect, it } from "vitest";
import { checkTree } from "./check-tree.ts";

const json = JSON.stringify;
const tsconfig = json({ exclude: ["src/**/*.test.ts", "src/**/*.fixture.ts", "src/slices"] });

interface Broken {
  readonly name?: string;
  readonly dependencies?: readonly string[];
  readonly devDependencies?: readonly string[];
  /** Path below the package's folder, and text. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What check-packages says of a workspace with this one package. */
function problemsOf({ name = "@casement/host", dependencies = [], devDependencies = [], files = {} }: Broken): readonly string[] {
  const folder = name === "casement" ? "apps/hub" : name.replace("@casement", "packages");
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((one) => [one, "1.0.0"]));
  return checkTree(
    new Map([
      ["package.json", json({ devDependencies: versions(["vitest"]) })],
      [`${folder}/package.json`, json({ name, dependencies: versions(dependencies), devDependencies: versions(devDependencies) })],
      [`${folder}/tsconfig.json`, tsconfig],
      ...Object.entries(files).map(([path, text]): [string, string] => [`${folder}/${path}`, text]),
    ]),
  );
}

const uses = (...specifiers: readonly string[]): string => specifiers.map((one, i) => `import { x as x${i} } from "${one}";\n`).join("");

describe("the arrows between packages", () => {
  it("has nothing to say about packages that keep them", () => {
    expect(
      problemsOf({
        dependencies: ["@casement/core", "tsyringe", "reflect-metadata"],
        devDependencies: ["@casement/graph-emulator"],
        files: {
          "src/index.ts": `export { createHost } from "./create-host.ts";\n`,
          "src/create-host.ts": `import "reflect-metadata";\n${uses("@casement/core", "node:fs", "./composition/tokens.ts")}`,
          "src/composition/tokens.ts": uses("tsyringe"),
          "src/create-host.test.ts": uses("@casement/graph-emulator", "vitest", "./wire.fixture.ts"),
        },
      }),
    ).toEqual([]);
  });

  it.each<[what: string, broken: Broken, sentence: RegExp]>([
    [
      "an undeclared package",
      { files: { "src/a.ts": uses("yaml") } },
      /src\/a\.ts: imports "yaml", which packages\/host\/package\.json does not/,
    ],
    [
      "a test's package in what is shipped",
      { devDependencies: ["yaml"], files: { "src/a.ts": uses("yaml") } },
      /imports "yaml", which .* does not declare/,
    ],
    ["a package declared for nothing", { dependencies: ["yaml"] }, /yaml is declared, but no source imports it/],
    [
      "a package used by tests alone",
      { dependencies: ["yaml"], files: { "src/a.test.ts": uses("yaml") } },
      /yaml is declared, but no source imports it/,
    ],
    [
      "core running somebody's code",
      { name: "@casement/core", dependencies: ["@standard-schema/spec"], files: { "src/a.ts": uses("@standard-schema/spec") } },
      /may import only types from "@standard-schema\/spec"/,
    ],
    [
      "core reading files",
      { name: "@casement/core", files: { "src/a.ts": uses("node:fs") } },
      /packages\/core\/src\/a\.ts: may not import "node:fs": core is the contract/,
    ],
    [
      "core importing zod outside its tests",
      { name: "@casement/core", devDependencies: ["zod"], files: { "src/a.ts": `import type { z } from "zod";` } },
      /may not import "zod"/,
    ],
    [
      "a plugin reading files",
      { name: "@casement/plugin-mail", files: { "src/a.ts": uses("node:fs/promises") } },
      /may not import "node:fs/,
    ],
    [
      "a plugin using the host",
      { name: "@casement/plugin-mail", dependencies: ["@casement/host"], files: { "src/a.ts": `await import("@casement/host/config");` } },
      /may not import "@casement\/host\/config": a plugin uses core/,
    ],
    [
      "a plugin using msal",
      { name: "@casement/plugin-mail", files: { "src/a.ts": `type Client = import("@azure/msal-node").Client;` } },
      /may not import "@azure\/msal-node"/,
    ],
    [
      "a plugin depending on another",
      { name: "@casement/plugin-mail", dependencies: ["@casement/plugin-chat"] },
      /@casement\/plugin-mail may not depend on @casement\/plugin-chat/,
    ],
    [
      "a plugin using another in a test",
      { name: "@casement/plugin-mail", devDependencies: ["@casement/plugin-chat"] },
      /only casement names plugins, in tests too/,
    ],
    ["the host naming a plugin", { files: { "src/a.ts": uses("@casement/plugin-mail") } }, /only casement names plugins/],
    [
      "a surface naming a plugin",
      { name: "@casement/surface-http", files: { "src/a.test.ts": uses("@casement/plugin-mail") } },
      /only casement names plugins/,
    ],
    [
      "tsyringe outside the host",
      { name: "@casement/surface-http", dependencies: ["tsyringe"], files: { "src/a.ts": uses("tsyringe") } },
      /may not import "tsyringe": a surface/,
    ],
    [
      "tsyringe outside the composition folder",
      { dependencies: ["tsyringe"], files: { "src/graph/a.ts": uses("tsyringe") } },
      /may not import "tsyringe": only packages\/host\/src\/composition\/ does/,
    ],
    [
      "reflect-metadata outside create-host.ts",
      { dependencies: ["reflect-metadata"], files: { "src/composition/a.ts": `import "reflect-metadata";` } },
      /only packages\/host\/src\/create-host\.ts does/,
    ],
    [
      "the emulator leaning on the host",
      { name: "@casement/graph-emulator", files: { "src/a.ts": uses("@casement/host") } },
      /shares only core.s permission map/,
    ],
    ["a path into another package", { files: { "src/a.ts": uses("../../core/src/plugin.ts") } }, /leaves the package/],
    ["a path without its ending", { files: { "src/a.ts": uses("./b") } }, /must name the file with its ending/],
    ["a package without a row", { name: "@casement/shed" }, /@casement\/shed has no row in/],
  ])("finds %s", (_, broken, sentence) => {
    const problems = problemsOf(broken);
    expect(problems).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  });

  it("lets the hub name plugins", () => {
    const hub = {
      name: "casement",
      dependencies: ["@casement/plugin-mail"],
      files: { "src/a.ts": `export const load = () => import("@casement/plugin-mail");\n` },
    };
    expect(problemsOf(hub)).toEqual([]);
  });

  it("takes files that the build leaves out for tests", () => {
    const slices = { devDependencies: ["zod"], files: { "src/slices/mail.ts": uses("zod"), "src/wire.fixture.ts": uses("zod") } };
    expect(problemsOf(slices)).toEqual([]);
  });
});

describe("the habits of the house", () => {
  const outside = (path: string, text: string) => checkTree(new Map([[path, text]]));
  const machine = ["", "work", "shared", "notes"].join("/");

  it.each<[what: string, path: string, text: string, sentence: RegExp]>([
    ["a name in camel case", "packages/host/src/createHost.ts", "", /write "createHost\.ts" in kebab-case/],
    ["a name that says nothing", "packages/host/src/string-utils.ts", "", /"utils" says nothing/],
    ["a folder that says nothing", "packages/host/src/helpers/a.ts", "", /"helpers" says nothing/],
    ["a long file", "packages/host/src/a.ts", "\n".repeat(401), /has 401 lines; split it/],
    ["a default export", "packages/host/src/a.ts", "export default 1;", /has a default export/],
    ["code in an index", "packages/host/src/index.ts", "export const a = 1;", /an index\.ts re-exports by name/],
    ["a star in an index", "packages/host/src/index.ts", `export * from "./a.ts";`, /an index\.ts re-exports by name/],
    ["a test that runs alone", "packages/host/src/a.test.ts", "it.only('a', () => {});", /it\.only must not be committed/],
    ["a skipped table of tests", "packages/host/src/a.test.ts", "describe.skip.each([1])('a', () => {});", /describe\.skip must not/],
    ["a test yet to write", "packages/host/src/a.test.ts", "test.todo('a');", /test\.todo must not/],
    ["a mocked module", "packages/host/src/a.test.ts", "vi.mock('./b.ts');", /vi\.mock changes what other test files see/],
    ["a faked timer", "packages/host/src/a.test.ts", "vi.useFakeTimers();", /vi\.useFakeTimers changes what/],
    ["a machine's path", "docs/a.md", `see ${machine}`, /names a place on one machine/],
    ["a registry's host", "docs/a.md", `from ${["https:/", "registry.example.org", "x"].join("/")}`, /names a registry's host/],
  ])("find %s", (_, path, text, sentence) => {
    expect(outside(path, text)).toEqual([expect.stringMatching(sentence)]);
  });

  it.each([
    ["packages/host/vitest.config.ts", "export default {};"],
    ["packages/core/src/permissions.generated.ts", "\n".repeat(900)],
    ["packages/host/src/a.test.ts", "describe.skipIf(true)('a', () => {});\nconst only = { it: 1 };\n"],
    ["docs/a.md", "`GET /api/v1/sensors/home/calendar/family`, https://graph.microsoft.com/v1.0/users/home/calendar"],
  ])("allow %s", (path, text) => {
    expect(outside(path, text)).toEqual([]);
  });
});
