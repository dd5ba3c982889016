import { knownAadstsCodes } from "../../packages/host/src/auth/aadsts.ts";
import { findInputMistake } from "./find-command-mistake.ts";
import { findFragmentMistake, findKeyPathMistake, isFragment, isKeyPath } from "./find-key-mistake.ts";
import { findLineMistake } from "./find-line-mistake.ts";
import { findAddressMistake, findPathMistake, findTopicMistake, isOwnPath } from "./find-path-mistake.ts";
import { findWordMistake } from "./find-word-mistake.ts";
import { foreignNames } from "./foreign-names.ts";
import type { ProductNames } from "./product-names.ts";

/** One kind of name. The first whose pattern fits checks the code; the last looks up its words. */
interface NameKind {
  readonly kind: string;
  fits(code: string, product: ProductNames): boolean;
  find(code: string, product: ProductNames): string | undefined | Promise<string | undefined>;
}

const programs = /^(casement|npx|npm|docker|podman|sudo|curl|mosquitto_pub|casement-relay|casement-record|graph-emulator) \S/;
const repositoryPath = /^(docs|packages|apps|tooling|examples|skills)\/[\w./-]+$/;
const graphRoot = /^((?:GET|POST|PATCH|DELETE|PUT) )?\/(me|users|groups|chats)\b/;

/** Those that a hub reads or makes, and what a document lets people make for it. */
const hubFiles = new Set(["casement.yaml", "casement.service", "casement.key", "casement.pem", "casement.cdx.json"]);
const knownCodes = new Set(knownAadstsCodes.map((code) => `AADSTS${code}`));

export const nameKinds: readonly NameKind[] = [
  { kind: "command", fits: (code) => programs.test(code), find: findLineMistake },
  { kind: "flag", fits: (code) => /^--?[a-z]/.test(code), find: findFlagMistake },
  { kind: "Graph path", fits: (code) => graphRoot.test(code), find: findGraphPathMistake },
  {
    kind: "HTTP path",
    fits: (code, product) => isOwnPath(code.replace(/^[A-Z]+ (?=\/)/, ""), product) && /^([A-Z]+ )?\//.test(code),
    find: findPathMistake,
  },
  { kind: "HTTP address", fits: (code) => /^https?:\/\//.test(code), find: findAddressMistake },
  { kind: "MQTT topic", fits: (code) => /^casement\/\S+$/.test(code), find: findTopicMistake },
  {
    kind: "environment variable",
    fits: (code) => /^CASEMENT_\w+$/.test(code),
    find: (code, { words }) => (words.has(code) ? undefined : `nothing reads the variable ${code}`),
  },
  {
    kind: "package",
    fits: (code) => /^@casement\/[\w-]+/.test(code) || /^(create|node-red-contrib)-casement/.test(code),
    find: (code, { packages }) =>
      packages.has(/^(@[\w-]+\/)?[\w-]+/.exec(code)?.[0] ?? "") ? undefined : `there is no package "${code}" in this repository`,
  },
  {
    kind: "image",
    fits: (code) => code.startsWith("ghcr.io/"),
    find: (code, { images }) => (images.has(code.replace(/:.*$/, "")) ? undefined : `no release publishes the image ${code}`),
  },
  {
    kind: "code of Microsoft",
    fits: (code) => /^AADSTS\d+$/.test(code),
    find: (code) => (knownCodes.has(code) ? undefined : `Casement does not explain the code ${code}`),
  },
  { kind: "entity of Home Assistant", fits: (code) => /^[a-z_]+\.casement_/.test(code), find: findEntityMistake },
  {
    kind: "permission",
    fits: (code) => /^[A-Z]\w+\.(Read|Send|Create)\w*(\.\w+)*$/.test(code),
    find: (code, { permissions }) => (permissions.has(code) ? undefined : `Microsoft has no permission ${code}`),
  },
  { kind: "file of this repository", fits: (code) => repositoryPath.test(code), find: findFileMistake },
  {
    kind: "file of a hub",
    fits: (code) => /^casement\.[a-z]+$/.test(code),
    find: (code) => (hubFiles.has(code) ? undefined : `no hub has the file ${code}`),
  },
  { kind: "service, event or sensor", fits: (code) => /^[a-z*<>-]+(\/[\w*<>-]+){1,2}$/.test(code), find: findServiceMistake },
  {
    kind: "tool",
    fits: (code, { plugins }) => plugins.has(code.split("_")[0] ?? "") && /^[a-z-]+_[a-z-]+$/.test(code),
    find: findToolMistake,
  },
  {
    kind: "configuration key",
    fits: (code, product) => /^[a-zA-Z[\].-]+\.[a-zA-Z[\].]+$/.test(code) && isKeyPath(code, product),
    find: findKeyPathMistake,
  },
  { kind: "configuration", fits: (code, product) => /^[\w.-]+: \S/.test(code) && isFragment(code, product), find: findFragmentMistake },
  { kind: "word", fits: () => true, find: findWordMistake },
];

/** What is wrong with an inline code of a document: a name that the product does not have. */
export async function findNameMistake(code: string, product: ProductNames): Promise<string | undefined> {
  if (foreignNames.has(code.replace(/^\$\{(.*)\}$/, "$1"))) return undefined;
  const kind = nameKinds.find(({ fits }) => fits(code, product));
  const mistake = await kind?.find(code, product);
  return mistake && `${kind?.kind}: ${mistake}`;
}

function findFlagMistake(code: string, product: ProductNames): string | undefined {
  const [flag = "", value] = code.split(/[ =]/);
  const text = product.options.get(flag);
  if (text === undefined) {
    const other = [...product.flagsOfBins.values()].some((flags) => flags.has(flag));
    return other ? undefined : `no program of this repository has the option ${flag}`;
  }
  const isChoice = /^--(format|may|registration|requested-set|consent)$/.test(flag) && value !== undefined;
  return isChoice && !text.split(/[^\w-]+/).includes(value) ? `${flag} does not take "${value}"` : undefined;
}

function findGraphPathMistake(code: string, { graphPaths }: ProductNames): string | undefined {
  const shown = code
    .replace(/^[A-Z]+ /, "")
    .replace(/\?.*$/, "")
    .split("/")
    .filter(Boolean);
  const begins = shown.at(-1) === "…";
  const asUser = shown[0] === "users" ? ["me", ...shown.slice(2)] : shown;
  const fits = (path: string, wanted: readonly string[]) => {
    const parts = path.split("/").filter(Boolean);
    const used = begins ? wanted.slice(0, -1) : wanted;
    return (begins || parts.length === used.length) && used.every((part, at) => part === parts[at] || /^\{/.test(parts[at] ?? ""));
  };
  return graphPaths.some((path) => fits(path, shown) || fits(path, asUser)) ? undefined : `Microsoft Graph has no path ${code}`;
}

const entityDomains = new Set(["binary_sensor", "button", "event", "notify", "select", "sensor", "switch"]);

/** `event.casement_home_<plugin>`, `sensor.casement_home_todo_groceries`, `sensor.casement_home_problem` */
function findEntityMistake(code: string, { plugins, accountEntities }: ProductNames): string | undefined {
  const [, domain = "", rest = ""] = /^([a-z_]+)\.casement_(?:<\w+>|[a-z]+)_(.*)$/.exec(code) ?? [];
  if (!entityDomains.has(domain)) return `the hub makes no entity of the kind ${domain}`;
  const isPlugin = rest.startsWith("<plugin>") || [...plugins.keys()].some((id) => `${rest}_`.startsWith(`${id.replaceAll("-", "_")}_`));
  return isPlugin || accountEntities.has(rest.replaceAll("_", "-")) ? undefined : `the hub makes no entity ${code}`;
}

function findFileMistake(code: string, { files }: ProductNames): string | undefined {
  return files.has(code.replace(/\/$/, "")) ? undefined : `there is no file ${code}`;
}

/** `calendar/create-event`, `todo/groceries`, `home/calendar/family`, or another two or three words. */
function findServiceMistake(code: string, product: ProductNames): string | undefined | Promise<string | undefined> {
  const parts = code.replace(/^notify\//, "").split("/");
  const [plugin = "", name = ""] = parts.length === 3 ? parts.slice(1) : parts;
  const known = product.plugins.get(plugin);
  if (!known)
    return parts.length === 3 && /^(home|work|office)$/.test(parts[0] ?? "")
      ? findWordMistake(plugin, product)
      : findWordMistake(code, product);
  if (/[*<]/.test(name)) return undefined;
  const has = ({ services, events, kinds }: typeof known) => services.has(name) || events.has(name) || kinds.has(name);
  if (has(known)) return undefined;
  const elsewhere = [...product.plugins.values()].some(({ services, events }) => services.has(name) || events.has(name));
  return elsewhere || !product.words.has(name) ? `the plugin ${plugin} has no service, event or sensor "${name}"` : undefined;
}

function findToolMistake(code: string): Promise<string | undefined> {
  return findInputMistake(code.replace("_", "/"), []);
}
