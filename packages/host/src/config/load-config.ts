import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { CasementError } from "@casement/core";
import type { HostOptions } from "../api.ts";
import { accountFindings, borrowRegistration } from "./account-findings.ts";
import { readAccountPlugins } from "./account-plugins.ts";
import { type PlacedFinding, readDocument } from "./config-document.ts";
import { type Environment, expandEnvironment } from "./environment.ts";
import { emptySchema, type HostConfig, hostSchema } from "./host-schema.ts";
import { type HttpConfig, httpConfig, httpFindings } from "./http-config.ts";
import { answerLegacy } from "./legacy.ts";
import type { McpConfig } from "./mcp-config.ts";
import { type MqttConfig, mqttFindings } from "./mqtt-config.ts";
import { catalogueOf, type PluginSources } from "./plugin-catalogue.ts";
import type { ConfigProblem, Finding, Path } from "./problem.ts";
import { checkShape } from "./schema-findings.ts";
import { readSecretFiles } from "./secret-files.ts";

export interface LoadConfigOptions {
  /** The YAML file, relative to `cwd`. */
  readonly file: string;
  /** For `${NAME}`; the process's unless given. */
  readonly env?: Environment;
  readonly cwd?: string;
  readonly plugins: PluginSources;
  /** For a set-up: the file or its accounts may be missing. */
  readonly mayBeEmpty?: boolean;
}

export interface Config {
  /** Absolute. */
  readonly file: string;
  /** Absolute. */
  readonly dataDir: string;
  /** For `createHost`; without logger, transport and clock. */
  readonly options: HostOptions;
  readonly http: HttpConfig;
  readonly mqtt: MqttConfig | undefined;
  readonly mcp: McpConfig | undefined;
  /** As listed in the file. */
  readonly packages: readonly string[];
  /** Address of an emulator that answers instead of Microsoft. */
  readonly emulator: string | undefined;
  readonly log: { readonly level: "debug" | "info" | "warn" | "error" };
}

/**
 * Reads casement.yaml and finds every mistake in it at once. `config` is undefined when one of the problems is an error.
 * @throws CasementError `config-missing` when the file cannot be read at all.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<{ config: Config | undefined; problems: readonly ConfigProblem[] }> {
  const cwd = options.cwd ?? process.cwd();
  const file = resolve(cwd, options.file);
  const shown = relative(cwd, file).startsWith("..") ? file : relative(cwd, file);
  const mayBeEmpty = options.mayBeEmpty ?? false;
  const document = readDocument(await read(file, shown, mayBeEmpty));
  const { config, findings } = document.broken
    ? { config: undefined, findings: [] }
    : await readValue(document.value, file, options.env ?? process.env, options.plugins, mayBeEmpty);
  const all: readonly PlacedFinding[] = [...document.findings, ...findings];
  const problems = all.map((finding): ConfigProblem => {
    const position = finding.position ?? document.position(finding.path, finding.at ?? "value");
    const { message, suggestion, severity = "error" } = finding;
    return { severity, file: shown, ...position, path: finding.path.join("."), message, ...(suggestion !== undefined && { suggestion }) };
  });
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { config: problems.some(({ severity }) => severity === "error") ? undefined : config, problems };
}

async function read(file: string, named: string, mayBeEmpty: boolean): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && mayBeEmpty) return "";
    const reason = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new CasementError("config-missing", `The config file ${named} ${reason}. Create it, or name another with --config.`, {
      details: { file },
    });
  }
}

async function readValue(
  raw: unknown,
  file: string,
  env: Environment,
  sources: PluginSources,
  mayBeEmpty: boolean,
): Promise<{ config: Config | undefined; findings: readonly Finding[] }> {
  if (raw === null || raw === undefined) {
    if (mayBeEmpty) return readValue({}, file, env, sources, mayBeEmpty);
    return { config: undefined, findings: [{ path: [], message: "the file is empty; it needs  accounts:" }] };
  }
  const folder = dirname(file);
  const legacy = answerLegacy(raw);
  const expanded = expandEnvironment(legacy.value, env);
  const whole = await readSecretFiles(expanded.value, folder);
  const value = borrowRegistration(whole.value);
  const shape = await checkShape(mayBeEmpty ? emptySchema : hostSchema, value, []);
  // An unset variable or an old key has been answered already; the text that stands there is not worth a second word.
  const answered = [
    ...legacy.replaced,
    ...expanded.findings.map(({ path }) => path),
    ...whole.findings.map(({ path }) => path.slice(0, -1)),
  ];
  const shapeFindings = shape.findings.filter(({ path }) => !answered.some((other) => same(other, path)));

  const packages = textsOf((value as Partial<HostConfig>).packages);
  const { catalogue, findings: packageFindings } = await catalogueOf(sources, packages, folder);
  const accounts = await readAccountPlugins(value, catalogue);
  const findings = [
    ...legacy.findings,
    ...expanded.findings,
    ...whole.findings,
    ...shapeFindings,
    ...accountFindings(value),
    ...httpFindings(value),
    ...mqttFindings(value),
    ...packageFindings,
    ...accounts.findings,
  ];
  if (!shape.value) return { config: undefined, findings };
  return { config: build(shape.value, accounts.plugins, file, folder), findings };
}

function build(value: HostConfig, plugins: readonly HostOptions["accounts"][number]["plugins"][], file: string, folder: string): Config {
  const dataDir = resolve(folder, value.dataDir ?? ".casement");
  const below = (paths: readonly string[] | undefined) => (paths ?? []).map((path) => resolve(folder, path));
  // Absent keys are absent, not undefined: the schema's output and `HostOptions` differ in that alone.
  const accounts = value.accounts.map((account, i) => ({ ...account, plugins: plugins[i] ?? [] })) as HostOptions["accounts"];
  return {
    file,
    dataDir,
    options: {
      dataDir,
      accounts,
      files: { read: below(value.files?.read), write: below(value.files?.write), hosts: value.files?.hosts ?? [] },
    },
    http: httpConfig(value.http),
    mqtt: value.mqtt,
    mcp: value.mcp,
    packages: value.packages ?? [],
    emulator: value.emulator,
    log: { level: value.log?.level ?? "warn" },
  };
}

const same = (a: Path, b: Path): boolean => a.length === b.length && a.every((part, i) => part === b[i]);

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : []);
