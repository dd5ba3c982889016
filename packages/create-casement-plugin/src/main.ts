import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Ask, completeAnswers } from "./ask.ts";
import { summary } from "./summary.ts";

export interface Terminal {
  readonly cwd: string;
  print(text: string): void;
  readonly ask: Ask;
}

const usage = `npm create casement-plugin [folder] -- [options]

  --name <package>     name of the npm package (the folder's, unless given)
  --id <id>            of the plugin: the key in people's config
  --title <text>
  --path <path>        collection of Microsoft Graph that it reads, like /me/contacts
  --scope <name>       permission to read with, like Contacts.Read; found for --path, or --path for it
  --sensor <name>      of its one sensor
  --update-scope <name>
                       permission to add to the collection, like Contacts.ReadWrite; left out, the plugin only reads
  --service <name>     of its one service: it searches, or with --update-scope adds; "none" for no service
  --author <text>      for the licence
  --yes                ask nothing: what no option says follows from the name

  npm create casement-plugin casement-plugin-people -- --path /me/contacts --update-scope Contacts.ReadWrite --service add-person
`;

const text = { type: "string" } as const;
const yesNo = { type: "boolean", default: false } as const;
const names = {
  name: text,
  id: text,
  title: text,
  scope: text,
  path: text,
  sensor: text,
  "update-scope": text,
  service: text,
  author: text,
};

/** Writes a new plugin into a folder. Returns the exit code: 0 done, 1 refused, 2 wrong usage. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const { print, cwd } = terminal;
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read(args);
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
    const [wanted] = positionals;
    const fromFolder = wanted === undefined ? undefined : resolve(cwd, wanted).split(/[\\/]/).at(-1);
    const plan = await completeAnswers({ ...(fromFolder && { name: fromFolder }), ...given }, yes ? undefined : terminal.ask);
    const folder = resolve(cwd, wanted ?? plan.name.replace(/^.*\//, ""));
    if (existsSync(folder) && (await readdir(folder)).length > 0) throw new Error(`${folder} is not empty. Name another folder.`);
    const { pluginFiles } = await import("./plugin-files.ts");
    const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
    for (const [path, content] of pluginFiles(plan, version)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    print(summary(plan, folder, wanted ?? plan.name.replace(/^.*\//, "")));
    return 0;
  } catch (error) {
    print((error as Error).message);
    return 1;
  }
}

const read = (args: readonly string[]) =>
  parseArgs({ args: [...args], allowPositionals: true, options: { ...names, yes: yesNo, help: { ...yesNo, short: "h" } } });
