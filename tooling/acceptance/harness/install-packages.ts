import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ProgramResult, runToEnd } from "./programs.ts";
import { AcceptanceSkipped } from "./run-acceptance.ts";

/** pip would take minutes for what uv installs in seconds. */
const uv = "uv==0.9.11";
const npmOptions = ["--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional", "--fetch-retries=1", "--fetch-timeout=60000"];
const networkErrors =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|CERT|connect|network|resolv|timed? ?out|dns|unreachable|proxy|certificate|error sending request|Failed to fetch/i;

/**
 * Runs a program that installs something.
 * @throws AcceptanceSkipped if the program does not exist, takes too long or reaches no network
 */
export async function runInstaller(
  program: string,
  args: readonly string[],
  { seconds = 300, ...options }: { seconds?: number; cwd?: string; env?: Record<string, string> } = {},
): Promise<void> {
  const result = await runToEnd(program, args, { ...options, seconds });
  if (result.code === 0) return;
  const message = `${program} ${args[0]} failed: ${causeOf(result)}`;
  if (result.timedOut || networkErrors.test(result.output) || result.output === "") throw new AcceptanceSkipped(message);
  throw new Error(`${message}\n${result.output}`);
}

export interface PythonPackages {
  /** Exact versions, with all dependencies. */
  readonly requirements: string;
  /** Packages without a wheel. They must be pure Python. */
  readonly sources?: readonly string[];
  /** Minor versions of Python 3 that they run on. Default: 11 and later. */
  readonly minorVersions?: readonly number[];
}

/**
 * Installs Python packages into a virtual environment, unless it is complete.
 * @throws AcceptanceSkipped when there is no suitable Python, or no package index can be reached
 */
export async function installPythonPackages(venv: string, { requirements, sources = [], minorVersions }: PythonPackages): Promise<void> {
  const complete = join(venv, "complete");
  if (existsSync(complete)) return;
  await runInstaller(await findPython(minorVersions), ["-m", "venv", venv], { seconds: 90 });
  const pipOptions = ["--quiet", "--no-input", "--retries", "1", "--timeout", "20", "--only-binary", ":all:"];
  await runInstaller(join(venv, "bin/pip"), ["install", ...pipOptions, uv], { seconds: 90 });
  const uvOptions = ["--quiet", "--no-deps", "--only-binary", ":all:", ...sources.flatMap((name) => ["--no-binary", name])];
  const env = { ...pipSettingsForUv(), VIRTUAL_ENV: venv };
  await runInstaller(join(venv, "bin/uv"), ["pip", "install", ...uvOptions, "-r", requirements], { env });
  await writeFile(complete, "");
}

async function findPython(minorVersions: readonly number[] | undefined): Promise<string> {
  const names = [...(minorVersions ?? [13, 12, 11]).map((minor) => `python3.${minor}`), "python3"];
  const isSuitable = minorVersions ? `sys.version_info[1] in ${JSON.stringify(minorVersions)}` : "sys.version_info >= (3, 11)";
  for (const name of names)
    if ((await runToEnd(name, ["-c", `import sys, venv, ensurepip; sys.exit(not (${isSuitable}))`], { seconds: 20 })).code === 0)
      return name;
  throw new AcceptanceSkipped(`Python 3.${minorVersions?.join(" or 3.") ?? "11 or later"} with venv is not installed`);
}

/** Passes pip's settings on to uv, which does not read them. */
export function pipSettingsForUv(): Record<string, string> {
  const { PIP_INDEX_URL: index, PIP_CERT: certificates, UV_DEFAULT_INDEX, SSL_CERT_FILE } = process.env;
  return {
    ...(index !== undefined && UV_DEFAULT_INDEX === undefined && { UV_DEFAULT_INDEX: index }),
    ...(certificates !== undefined && SSL_CERT_FILE === undefined && { SSL_CERT_FILE: certificates }),
  };
}

/**
 * Installs npm packages in exact versions into a folder, unless it is complete.
 * @throws AcceptanceSkipped when no package registry can be reached
 */
export async function installNpmPackages(folder: string, packages: readonly string[]): Promise<void> {
  const complete = join(folder, "complete");
  if (existsSync(complete)) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  await runInstaller("npm", ["install", ...npmOptions, ...packages], { cwd: folder });
  await writeFile(complete, "");
}

/**
 * Installs packages of this machine's Debian, if one of them is missing.
 * @throws AcceptanceSkipped without root or apt
 */
export async function installDebianPackages(packages: readonly string[]): Promise<void> {
  const { code } = await runToEnd("dpkg", ["--status", ...packages], { seconds: 20 });
  if (code === 0) return;
  const missing = `${packages.join(", ")} cannot be installed`;
  if (code === -1) throw new AcceptanceSkipped(`${missing} without Debian's packages`);
  if (process.getuid?.() !== 0) throw new AcceptanceSkipped(`${missing} without root`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runInstaller("apt-get", ["update", "--quiet=2"], { env });
  await runInstaller("apt-get", ["install", "--yes", "--quiet=2", "--no-install-recommends", ...packages], { env });
}

/** One line of the output, preferably one about a network error. */
function causeOf({ timedOut, output }: ProgramResult): string {
  if (timedOut) return "it took too long";
  const lines = output.trim().split("\n");
  return (lines.find((line) => networkErrors.test(line)) ?? lines.at(-1) ?? "").trim().slice(0, 400) || "it is not installed";
}
