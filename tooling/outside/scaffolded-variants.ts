import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expectThat } from "./expect-that.ts";
import { lint } from "./lint.ts";
import { type Stranger, stranger } from "./stranger.ts";

/** What else `npm create casement-plugin` can write, by its arguments. */
const variants: readonly (readonly [name: string, ...flags: string[]])[] = [
  // With a service that writes.
  ["casement-plugin-people", "--path", "/me/contacts", "--update-scope", "Contacts.ReadWrite", "--service", "add-person"],
  // Without a service, for work accounts alone.
  ["casement-plugin-teams", "--path", "/me/joinedteams", "--service", "none"],
];

/** Every kind of plugin that the scaffolder writes: its tests are green, its types right, its style clean. `installed` has the packages. */
export async function scaffoldedVariants(at: Stranger, installed: Stranger): Promise<void> {
  for (const [name, ...flags] of variants) {
    await at.run("npx", "create-casement-plugin", name, ...flags, "--yes");
    const mine = await stranger(join(at.folder, name));
    await symlink(join(installed.folder, "node_modules"), join(mine.folder, "node_modules"));
    expectThat(/2\d passed/.test(await mine.run("npm", "test")), `the tests of ${name} are green at once`);
    await mine.run("npm", "run", "build");
    await lint(mine);
  }
}
