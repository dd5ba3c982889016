import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { formatChangelog, makeChangelogPage, parseChange, releasesOf } from "./changelog-page.ts";

it("reads a change that waits for a release", () => {
  const file = '---\n"casement": patch\n"@casement/core": minor\n---\n\nFirst line.\n\n- a detail\n';
  expect(parseChange(file)).toEqual({ packages: ["casement", "@casement/core"], bump: "minor", text: "First line.\n\n- a detail" });
});

const changelog = (own: string) => `# x

## 0.10.0

### Minor Changes

- 1a2b3c4: Shared by both.

  - a detail

### Patch Changes

- ${own}
- Updated dependencies [1a2b3c4]
  - @casement/core@0.10.0

## 0.9.0

### Patch Changes

- 9f8e7d6: Older.
`;

it("reads the releases of the packages, newest first, and each change once", () => {
  const changelogs = new Map([
    ["casement", changelog("5a5a5a5: Only the hub.")],
    ["@casement/core", changelog("6b6b6b6: Only the core.")],
  ]);
  expect(releasesOf(changelogs)).toEqual([
    {
      version: "0.10.0",
      changes: [
        { packages: ["casement", "@casement/core"], bump: "minor", text: "Shared by both.\n\n- a detail" },
        { packages: ["casement"], bump: "patch", text: "Only the hub." },
        { packages: ["@casement/core"], bump: "patch", text: "Only the core." },
      ],
    },
    { version: "0.9.0", changes: [{ packages: ["casement", "@casement/core"], bump: "patch", text: "Older." }] },
  ]);
});

it("shows what waits before what was released, grouped by what it means for people", () => {
  const waiting = [
    { packages: ["casement"], bump: "patch", text: "Fixed." },
    { packages: ["@casement/core"], bump: "minor", text: "New.\n\n- a detail" },
  ] as const;
  const text = formatChangelog(waiting, [{ version: "0.9.0", changes: [waiting[0]] }]);
  const lines = text.split("\n").filter((line) => /^(#|\s*-)/.test(line));
  expect(lines).toEqual([
    "# Changes",
    ...["## Not yet released", "### New", "- **core**: New.", "  - a detail", "### Fixed and improved", "- **casement**: Fixed."],
    ...["## 0.9.0", "### Fixed and improved", "- **casement**: Fixed."],
  ]);
});

it("names a few packages of a change, and the number of the others", () => {
  const packages = ["casement", "@casement/core", "@casement/host", "@casement/client", "@casement/testing"];
  expect(formatChangelog([{ packages, bump: "patch", text: "Fixed." }], [])).toContain("- **casement, core, host and 2 more**: Fixed.\n");
  expect(formatChangelog([{ packages: packages.slice(1), bump: "patch", text: "Fixed." }], [])).toContain(
    "- **core, host, client, testing**: Fixed.\n",
  );
});

it("has the releases of the libraries and of the programs", async () => {
  const root = await mkdtemp(join(tmpdir(), "casement-changelog-"));
  const files = {
    ".changeset/config.json": "{}",
    "packages/core/package.json": '{ "name": "@casement/core" }',
    "packages/core/CHANGELOG.md": changelog("6b6b6b6: Only the core."),
    "apps/hub/package.json": '{ "name": "casement" }',
    "apps/hub/CHANGELOG.md": changelog("5a5a5a5: Only the hub."),
    "apps/elsewhere/CHANGELOG.md": "# Changes\n\nIt has its own page.\n",
  };
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    const page = await makeChangelogPage(root);
    expect(page).toContain("- **casement**: Only the hub.");
    expect(page).toContain("- **core**: Only the core.");
    expect(page).not.toContain("It has its own page.");
  } finally {
    await rm(root, { recursive: true });
  }
});
