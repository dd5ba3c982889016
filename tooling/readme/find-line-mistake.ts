import { defaultHttp } from "../../packages/host/src/config/index.ts";
import { defaultRelayPort } from "../../packages/relay/src/server/relay-options.ts";
import { findCommandMistake, findInputMistake } from "./find-command-mistake.ts";
import type { ProductNames } from "./product-names.ts";
import { shellCommands, shellWords } from "./shell-words.ts";

const npmCommands = new Set(["audit", "ls", "pack", "publish", "update", "root", "test"]);
/** Commands of pnpm, or of an installed tool. */
const pnpmCommands = new Set(["install", "exec", "changeset"]);
/** Packages of others that a document lets people install or run. */
const foreignPackages = new Set(["vitest", "standardwebhooks", "tsx"]);
const isPlaceholder = (word: string): boolean => /[…<]/.test(word);

/** Checks a line of a shell as far as it is about this product: its programs, packages and scripts. Returns the mistake, or undefined. */
export async function findLineMistake(line: string, product: ProductNames): Promise<string | undefined> {
  const words = shellWords(line.replace(/\s[|<>].*$/, ""));
  const [program = "", ...args] = unwrap(words);
  if (program === "sh") return findFirst(shellCommands(args.at(-1) ?? "").map(({ line: part }) => findLineMistake(part, product)));
  if (program === "casement")
    return (
      findContainerMistake(words) ??
      findAddressMistake(args, product) ??
      findCommandMistake(args.filter((word) => !isPlaceholder(word) || word.startsWith("<")))
    );
  if (program === "npx") return findNpxMistake(args, product);
  if (program === "npm") return findNpmMistake(args, product);
  if (product.flagsOfBins.has(program)) return findFlagMistake(program, args, product);
  if (program === "curl" || program === "mosquitto_pub") return findSentInputMistake(args);
  return undefined;
}

const findFirst = async (mistakes: readonly Promise<string | undefined>[]): Promise<string | undefined> =>
  (await Promise.all(mistakes)).find((mistake) => mistake !== undefined);

/** What a line runs in the end: without `sudo`, and in a container. */
function unwrap(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  if (first === "sudo") return unwrap(rest[0] === "-u" ? rest.slice(2) : rest.filter((word) => word !== "-s"));
  if (first !== "docker" && first !== "podman") return words;
  const image = rest.findIndex((word) => /^ghcr\.io\/casement\//.test(word));
  if (rest[0] === "run" && image >= 0) return imageCommand(rest.slice(image));
  const exec = rest.indexOf("exec");
  if (exec < 0) return words;
  const inside = rest.slice(exec + 1);
  while (inside[0]?.startsWith("-")) inside.splice(0, /^-[ue]$/.test(inside[0]) ? 2 : 1);
  return inside.slice(1);
}

function imageCommand([image = "", ...args]: readonly string[]): readonly string[] {
  const program = image.startsWith("ghcr.io/casement/relay") ? "casement-relay" : "casement";
  return args[0] === program ? args : [program, ...args];
}

const containerPorts = new Set([defaultHttp.port, defaultRelayPort].map(String));

/** What `docker run` publishes and keeps of an image: the last parts of `127.0.0.1:8365:8365` and `casement:/data`. */
function findContainerMistake(words: readonly string[]): string | undefined {
  if (words[1] !== "run") return undefined;
  const valuesOf = (flag: string) => words.flatMap((word, at) => (words[at - 1] === flag ? [word] : []));
  const port = valuesOf("--publish").find((value) => !containerPorts.has(value.split(":").at(-1) ?? ""));
  if (port) return `no image listens at the port of ${port}`;
  const volume = valuesOf("--volume").find((value) => !value.includes("backup") && !value.endsWith(":/data"));
  return volume && `the image keeps nothing in the folder of ${volume}`;
}

/** The address of a sensor names a plugin. */
function findAddressMistake(words: readonly string[], { plugins }: ProductNames): string | undefined {
  const plugin = words.map((word) => /^[a-z][a-z0-9-]*\/([a-z-]+)\/[\w*-]+$/.exec(word)?.[1]).find((name) => name && !plugins.has(name));
  return plugin && `there is no plugin "${plugin}"`;
}

async function findNpxMistake(args: readonly string[], product: ProductNames): Promise<string | undefined> {
  const [first = "", ...rest] = args.filter((word, at) => at > 0 || word !== "-y");
  if (first.startsWith("pnpm")) {
    if (first !== "pnpm@12") return `${first} is not the version of pnpm in this repository`;
    const [script = "", ...more] = rest;
    if (script === "casement") return findCommandMistake(more);
    if (script === "demo") return findCommandMistake(rest);
    return pnpmCommands.has(script) || product.scripts.has(script) ? undefined : `there is no script "${script}"`;
  }
  if (foreignPackages.has(first)) return undefined;
  const program = product.binOf.get(first);
  if (program === undefined) return `no package of this repository has a command "${first}"`;
  return program === "casement" ? findCommandMistake(rest) : findFlagMistake(program, rest, product);
}

function findNpmMistake([command = "", ...args]: readonly string[], product: ProductNames): string | undefined {
  const words = args.filter((word) => !word.startsWith("-"));
  if (command === "install" || command === "i") {
    const names = words.map((word) => word.replace(/(?<=.)@[\w.]+$/, "")).filter((word) => !isPlaceholder(word));
    const unknown = names.find((name) => !product.packages.has(name) && !foreignPackages.has(name));
    return unknown && `there is no package "${unknown}" in this repository`;
  }
  if (command === "create") {
    const creator = `create-${words[0]}`;
    if (!product.packages.has(creator)) return `there is no package "${creator}" in this repository`;
    return findFlagMistake(creator, args.slice(args.indexOf("--") + 1), product);
  }
  if (command === "run") return product.templateScripts.has(words[0] ?? "") ? undefined : `a new plugin has no script "${words[0]}"`;
  return npmCommands.has(command) ? undefined : `npm ${command} is not used in this repository`;
}

function findFlagMistake(program: string, args: readonly string[], { flagsOfBins }: ProductNames): string | undefined {
  const known = flagsOfBins.get(program);
  const unknown = args.map((word) => word.split("=")[0] ?? "").find((word) => word.startsWith("--") && !known?.has(word));
  return unknown && `"${program}" has no option ${unknown}`;
}

/** The JSON that a line sends to a service. */
async function findSentInputMistake(args: readonly string[]): Promise<string | undefined> {
  const service = args.map((word) => /\/(?:services|call)\/([\w-]+\/[\w-]+)$/.exec(word)?.[1]).find(Boolean);
  const json = args.find((word) => word.startsWith("{"));
  if (!service || !json) return undefined;
  const keys = Object.keys(JSON.parse(json)).filter((key) => !["$replyTo", "$id"].includes(key));
  return findInputMistake(service, keys);
}
