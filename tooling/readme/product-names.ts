import { firstPartyLoaders } from "../../apps/hub/src/plugins/first-party-packages.ts";
import { createProgram } from "../../apps/hub/src/program.ts";
import { definitionOf, errorCodes, jsonSchema, type PluginDefinition } from "../../packages/core/src/index.ts";
import { completeOperations, delegatedPermissions } from "../../packages/graph-permissions/src/index.ts";
import { accountEventNames } from "../../packages/host/src/account/account-event-names.ts";
import { hostKeys } from "../../packages/host/src/config/configure-plugin.ts";
import { hostSchema } from "../../packages/host/src/config/host-schema.ts";
import type { Route } from "../../packages/surface-http/src/route.ts";
import { configKeys } from "../../packages/testing/src/readme/config-keys.ts";
import type { SourceTree } from "../check-packages/workspace.ts";
import { describedRoutes } from "../generate/documents/routes-section.ts";
import { silentIo } from "./silent-io.ts";

/** What the product has, by its own definitions: what documents may name. */
export interface ProductNames {
  /** Published packages, and the one of a new plugin. */
  readonly packages: ReadonlySet<string>;
  /** Scripts of this repository. */
  readonly scripts: ReadonlySet<string>;
  /** Scripts of a plugin that `npm create casement-plugin` makes. */
  readonly templateScripts: ReadonlySet<string>;
  /** The program that `npx` runs, by its name or that of its package. */
  readonly binOf: ReadonlyMap<string, string>;
  /** Flags of all programs but `casement`. */
  readonly flagsOfBins: ReadonlyMap<string, ReadonlySet<string>>;
  /** Descriptions of the options of `casement`, by flag. */
  readonly options: ReadonlyMap<string, string>;
  readonly errorCodes: ReadonlySet<string>;
  /** Names below each plugin's ID: services, events and kinds of sensors. */
  readonly plugins: ReadonlyMap<string, PluginNames>;
  /** Entities of every account in Home Assistant. */
  readonly accountEntities: ReadonlySet<string>;
  /** Paths of keys: `http.publicUrl`. */
  readonly hubKeys: ReadonlySet<string>;
  readonly accountKeys: ReadonlySet<string>;
  /** Keys of a plugin's block, with those that every plugin has. */
  readonly pluginKeys: ReadonlyMap<string, ReadonlySet<string>>;
  readonly routes: readonly Route[];
  readonly permissions: ReadonlySet<string>;
  readonly graphPaths: readonly string[];
  /** Images that a release publishes: `ghcr.io/casement/relay`. */
  readonly images: ReadonlySet<string>;
  /** Every word of the sources: identifiers, and words of texts. */
  readonly words: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

export interface PluginNames {
  readonly services: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

/** Where the programs other than `casement` say what they take. */
const usages: Readonly<Record<string, string>> = {
  "casement-relay": "packages/relay/src/bin.ts",
  "casement-record": "packages/testing/src/recording/parse-record-options.ts",
  "graph-emulator": "packages/graph-emulator/src/bin.ts",
  "create-casement-plugin": "packages/create-casement-plugin/src/main.ts",
};

/** `more`: other texts whose words documents may use. */
export async function collectProductNames(tree: SourceTree, more: readonly string[] = []): Promise<ProductNames> {
  const manifests = [...tree].filter(([path]) => /^(packages|apps)\/[^/]+\/package\.json$/.test(path)).map(([, text]) => JSON.parse(text));
  const definitions = await Promise.all(Object.values(firstPartyLoaders).map(async (load) => definitionOf(await load())));
  const template = JSON.parse(tree.get("examples/plugin-template/package.json") ?? "{}");
  const sources = [...tree].filter(([path]) => isSource(path)).map(([, text]) => text);
  const keys = configKeys(jsonSchema(hostSchema as never, "output")).map(({ key }) => key);
  return {
    packages: new Set([...manifests.filter((manifest) => !manifest.private), template].map(({ name }) => name)),
    scripts: namesOf(JSON.parse(tree.get("package.json") ?? "{}").scripts),
    templateScripts: namesOf(template.scripts),
    binOf: new Map(
      manifests.flatMap(({ name, bin = {} }) => Object.keys(bin).flatMap((key) => [[key, key] as const, [name, key] as const])),
    ),
    flagsOfBins: new Map(Object.entries(usages).map(([name, path]) => [name, new Set(tree.get(path)?.match(/(?<=^ {2})--[a-z-]+/gm))])),
    options: optionsOf(createProgram(silentIo)),
    errorCodes: new Set(Object.keys(errorCodes)),
    plugins: new Map([
      ["account", { services: new Set(["rescan", "refresh"]), events: new Set<string>(accountEventNames), kinds: new Set<string>() }],
      ...definitions.map(
        ({ id, services = {}, events = {}, sensors = {} }) =>
          [id, { services: namesOf(services), events: namesOf(events), kinds: namesOf(sensors) }] as const,
      ),
    ]),
    accountEntities: new Set(
      tree.get("packages/surface-mqtt/src/discovery/account-entities.ts")?.match(/(?<=\$\{account\}_|buildButton\([^,]+, ")[a-z-]+/g),
    ),
    hubKeys: new Set(keys),
    accountKeys: new Set(keys.flatMap((key) => (key.startsWith("accounts[].") ? [key.slice("accounts[].".length)] : []))),
    pluginKeys: new Map(definitions.map((definition) => [definition.id, keysOfPlugin(definition)])),
    routes: describedRoutes(),
    permissions: new Set(delegatedPermissions().map(({ name }) => name)),
    graphPaths: completeOperations().map(({ path }) => path),
    images: new Set(tree.get(".github/workflows/release.yml")?.match(/ghcr\.io\/casement\/[\w-]+/g)),
    words: wordsOf([...sources, ...more]),
    files: new Set([...tree.keys()].flatMap((path) => path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/")))),
  };
}

/** Every word of the texts, and the parts of those with hyphens. */
function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const text of texts) for (const word of text.match(/[A-Za-z_$][\w$-]*/g) ?? []) words.add(word);
  for (const word of [...words]) for (const part of word.split("-")) words.add(part);
  return words;
}

function keysOfPlugin({ config, feeds = {}, sensors = {} }: PluginDefinition): ReadonlySet<string> {
  const own = config ? configKeys(jsonSchema(config, "input")).map(({ key }) => key) : [];
  const every = [...Object.keys(feeds), ...Object.keys(sensors)].map((name) => `every.${name}`);
  return new Set([...own, ...hostKeys, ...every]);
}

const namesOf = (object: object): ReadonlySet<string> => new Set(Object.keys(object));

const isSource = (path: string): boolean =>
  (/^(packages|apps)\/[^/]+\/(src|web|nodes|translations|package\.json)/.test(path) && !/\.test(-d)?\.tsx?$/.test(path)) ||
  /^apps\/home-assistant-app\/.*\.ya?ml$|^(examples|tooling\/examples)\/.*\.(ts|json)$|^docs\/.*\.(json|yaml|js|sh)$|^(compose|container-defaults)\.yaml$/.test(
    path,
  );

function optionsOf(program: ReturnType<typeof createProgram>): ReadonlyMap<string, string> {
  const found = new Map<string, string>([["--help", ""]]);
  const add = (command: typeof program): void => {
    for (const { long, short, description } of command.options)
      for (const flag of [long, short]) if (flag) found.set(flag, `${found.get(flag) ?? ""} ${description}`);
    for (const part of command.commands) add(part);
  };
  add(program);
  return found;
}
