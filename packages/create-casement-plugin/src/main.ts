import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type AskQuestion, createPlan } from "./create-plan.ts";
import { describePlugin } from "./describe-plugin.ts";

/** How the scaffold prints and asks. Tests pass their own. */
export interface Terminal {
  readonly cwd: string;
  print(text: string): void;
  readonly ask: AskQuestion;
}

const usage = `npm create casement-plugin [folder] -- [options]

  --name <package>     name of the npm package (default: name of the folder)
  --id <id>            ID of the plugin, its key in the configuration
  --title <text>       title of the plugin
  --path <path>        collection of Microsoft Graph that the plugin reads, such as /me/contacts (default: chosen by --scope)
  --scope <name>       permission for reading, such as Contacts.Read (default: least permission for --path)
  --sensor <name>      name of the sensor
  --update-scope <name>
                       permission for changes, such as Contacts.ReadWrite (default: the plugin only reads)
  --service-path <method:path>
                       request that makes the changes, such as PATCH:/planner/tasks/{id} (default: POST to the collection)
  --service <name>     name of the service, which searches, or makes changes with --update-scope or --service-path; none: no service
  --author <text>      author, for the license
  --yes                ask no questions; derive missing values from the name

  npm create casement-plugin casement-plugin-people -- --path /me/contacts --update-scope Contacts.ReadWrite --service add-person
`;

const textOption = { type: "string" } as const;
const switchOption = { type: "boolean", default: false } as const;
const valueOptions = {
  name: textOption,
  id: textOption,
  title: textOption,
  scope: textOption,
  path: textOption,
  sensor: textOption,
  "update-scope": textOption,
  "service-path": textOption,
  service: textOption,
  author: textOption,
};

/** Writes a new plugin to a folder. Returns the exit code: 0 success, 1 failure, 2 wrong usage. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const { print, cwd } = terminal;
  let parsed: ReturnType<typeof parseOptions>;
  try {
    parsed = parseOptions(args);
  } catch (error) {
    print(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    print(usage);
    return 0;
  }
  try {
    const { yes, help: _, ...given } = values;
    const [folderArgument] = positionals;
    const folderName = folderArgument === undefined ? undefined : resolve(cwd, folderArgument).split(/[\\/]/).at(-1);
    const plan = await createPlan({ ...(folderName && { name: folderName }), ...given }, yes ? undefined : terminal.ask);
    const shortFolder = folderArgument ?? plan.name.replace(/^.*\//, "");
    const folder = resolve(cwd, shortFolder);
    if (existsSync(folder) && (await readdir(folder)).length > 0) throw new Error(`The folder ${folder} is not empty. Use another folder.`);
    const { renderPluginFiles } = await import("./render-plugin-files.ts");
    const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
    for (const [path, content] of renderPluginFiles(plan, version)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    print(describePlugin(plan, folder, shortFolder));
    return 0;
  } catch (error) {
    print((error as Error).message);
    return 1;
  }
}

const parseOptions = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...valueOptions, yes: switchOption, help: { ...switchOption, short: "h" } },
  });
