import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { assertThat } from "./assert-that.ts";
import { checkStyle } from "./check-style.ts";
import { createOutsideFolder, type OutsideFolder } from "./outside-folder.ts";

/** Other kinds of plugins that `npm create casement-plugin` creates. */
const variants: readonly (readonly [name: string, ...flags: string[]])[] = [
  // With a service that adds an item.
  ["casement-plugin-people", "--path", "/me/contacts", "--update-scope", "Contacts.ReadWrite", "--service", "add-person"],
  // With services that change and remove an item.
  ["casement-plugin-plans", "--path", "/me/planner/tasks", "--service-path", "PATCH:/planner/tasks/{id}", "--service", "rename-plan"],
  ["casement-plugin-friends", "--path", "/me/contacts", "--service-path", "DELETE:/me/contacts/{id}"],
  // Without a service, for work accounts only.
  ["casement-plugin-teams", "--path", "/me/joinedteams", "--service", "none"],
];

/** Checks tests, types, build and style of every kind of plugin. `installed`: a project with the packages. */
export async function checkScaffoldedVariants(project: OutsideFolder, installed: OutsideFolder): Promise<void> {
  for (const [name, ...flags] of variants) {
    await project.run("npx", "create-casement-plugin", name, ...flags, "--yes");
    const plugin = await createOutsideFolder(join(project.folder, name));
    await symlink(join(installed.folder, "node_modules"), join(plugin.folder, "node_modules"));
    assertThat(/[23]\d passed/.test(await plugin.run("npm", "test")), `the tests of ${name} pass immediately`);
    await plugin.run("npm", "run", "check");
    await plugin.run("npm", "run", "build");
    await checkStyle(plugin);
  }
}
