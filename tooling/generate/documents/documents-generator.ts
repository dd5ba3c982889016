import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceSection } from "../../../packages/testing/src/readme/marked-section.ts";
import { pluginsTable } from "../../../packages/testing/src/readme/plugin-tables.ts";
import type { FileGenerator } from "../file-generator.ts";
import { findPlugins } from "../plugins/find-plugins.ts";
import { codesSection } from "./codes-section.ts";
import { commandsSection } from "./commands-section.ts";
import { configSection } from "./config-section.ts";
import { exampleUnits } from "./example-units.ts";
import { intervalsSection } from "./intervals-section.ts";
import { routesSection } from "./routes-section.ts";
import { scopesSection } from "./scopes-section.ts";

/** Generates the tables in docs/ from the configuration schema, the command line, the routes and the plugins. */
export const documentsGenerator: FileGenerator = {
  name: "documents",
  async make(root) {
    const plugins = await findPlugins(root);
    const fromDocs = plugins.map((plugin) => ({ ...plugin, folder: `../${plugin.folder}` }));
    const document = async (path: string, sections: Readonly<Record<string, string>>) => {
      const text = await readFile(join(root, path), "utf8");
      return { path, text: Object.entries(sections).reduce((made, [name, body]) => replaceSection(made, name, body, path), text) };
    };
    return Promise.all([
      document("docs/configuration.md", { keys: configSection(), intervals: intervalsSection(plugins) }),
      document("docs/command-line.md", { commands: commandsSection() }),
      document("docs/autostart.md", { unit: `\`\`\`ini\n${exampleUnits.machine}\`\`\`` }),
      { path: "docs/casement.service", text: exampleUnits.machine },
      { path: "docs/casement-user.service", text: exampleUnits.user },
      document("docs/http.md", { routes: routesSection() }),
      document("docs/sign-in.md", { codes: codesSection() }),
      document("docs/scopes.md", { scopes: scopesSection(plugins) }),
      document("docs/plugins.md", { plugins: pluginsTable(fromDocs) }),
    ]);
  },
};
