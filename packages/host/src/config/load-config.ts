import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { CasementError } from "@casement/core";
import type { HostOptions } from "../api.ts";
import { type AccountPlugins, readAccountPlugins } from "./account-plugins.ts";
import type { CaldavConfig } from "./caldav-config.ts";
import { checkAccounts, copySharedRegistration } from "./check-accounts.ts";
import { checkLegacyKeys } from "./check-legacy-keys.ts";
import { checkSchema } from "./check-schema.ts";
import { type ClusterConfig, checkCluster, clusterConfigOf } from "./cluster-config.ts";
import { isFromDefaults, readConfigDefaults, withConfigDefaults } from "./config-defaults.ts";
import { type LocatedFinding, parseConfigDocument } from "./config-document.ts";
import type { ConfigFinding, ConfigPath, ConfigProblem } from "./config-problem.ts";
import { keepConfigured } from "./configure-account.ts";
import { type EnvironmentVariables, expandEnvironment, isRecord } from "./environment.ts";
import { type HostConfig, hostSchema, setUpSchema } from "./host-schema.ts";
import { checkHttp, type HttpConfig, httpConfigOf } from "./http-config.ts";
import type { McpConfig } from "./mcp-config.ts";
import { checkMqtt, type MqttConfig } from "./mqtt-config.ts";
import { checkNotifications, type NotificationsConfig } from "./notifications-config.ts";
import { loadPluginCatalog, type PluginSources } from "./plugin-catalog.ts";
import { readSecretFiles } from "./secret-files.ts";
import type { WebhookConfig } from "./webhooks-config.ts";

export interface LoadConfigOptions {
  /** The YAML file, relative to `cwd`. */
  readonly file: string;
  /** Environment variables for `${NAME}`, and `CASEMENT_DEFAULTS`. Default: `process.env`. */
  readonly env?: EnvironmentVariables;
  readonly cwd?: string;
  readonly plugins: PluginSources;
  /** For a hub that is not set up yet: the file or its accounts may be missing. Default: false. */
  readonly mayBeEmpty?: boolean;
}

export interface CasementConfig {
  /** Absolute path. */
  readonly file: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** Options for `createHost`, without logger, transport and clock. */
  readonly options: HostOptions;
  readonly http: HttpConfig;
  readonly mqtt: MqttConfig | undefined;
  readonly mcp: McpConfig | undefined;
  readonly caldav: CaldavConfig | undefined;
  /** Then `options.accounts` is empty: the accounts are in Redis. */
  readonly cluster: ClusterConfig | undefined;
  readonly webhooks: readonly WebhookConfig[];
  readonly notifications: NotificationsConfig | undefined;
  /** Package names as listed in the file. */
  readonly packages: readonly string[];
  /** Whether to ask for new versions of Casement. */
  readonly newVersions: boolean;
  /** Address of an emulator to use instead of Microsoft. */
  readonly emulator: string | undefined;
  readonly log: { readonly level: "debug" | "info" | "warn" | "error" };
}

/**
 * Reads casement.yaml and reports all its mistakes at once. `config` is undefined if a problem is an error.
 * @throws CasementError `config-missing` when the file cannot be read
 */
export async function loadConfig(
  options: LoadConfigOptions,
): Promise<{ config: CasementConfig | undefined; problems: readonly ConfigProblem[] }> {
  const cwd = options.cwd ?? process.cwd();
  const file = resolve(cwd, options.file);
  const displayName = relative(cwd, file).startsWith("..") ? file : relative(cwd, file);
  const mayBeEmpty = options.mayBeEmpty ?? false;
  const env = options.env ?? process.env;
  const defaults = await readConfigDefaults(env);
  const document = parseConfigDocument(await readConfigFile(file, displayName, mayBeEmpty));
  const { config, findings } = document.isBroken
    ? { config: undefined, findings: [] }
    : await readValue(withConfigDefaults(document.value, defaults), file, env, options.plugins, mayBeEmpty);
  const all: readonly LocatedFinding[] = [...document.findings, ...findings];
  const problems = all.map((finding): ConfigProblem => {
    const source = isFromDefaults(finding.path, document.value, defaults) && defaults ? defaults : { file: displayName, document };
    const position = finding.position ?? source.document.positionOf(finding.path, finding.at ?? "value");
    const { message, suggestion, severity = "error", rule, limit } = finding;
    return {
      severity,
      file: source.file,
      ...position,
      path: finding.path.join("."),
      message,
      ...(suggestion !== undefined && { suggestion }),
      ...(rule !== undefined && { rule }),
      ...(limit !== undefined && { limit }),
    };
  });
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { config: problems.some(({ severity }) => severity === "error") ? undefined : config, problems };
}

async function readConfigFile(file: string, displayName: string, mayBeEmpty: boolean): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && mayBeEmpty) return "";
    const reason = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new CasementError(
      "config-missing",
      `The config file ${displayName} ${reason}. Create it, or specify another file with --config.`,
      {
        details: { file },
      },
    );
  }
}

async function readValue(
  raw: unknown,
  file: string,
  env: EnvironmentVariables,
  sources: PluginSources,
  mayBeEmpty: boolean,
): Promise<{ config: CasementConfig | undefined; findings: readonly ConfigFinding[] }> {
  if (raw === null || raw === undefined) {
    if (mayBeEmpty) return readValue({}, file, env, sources, mayBeEmpty);
    return { config: undefined, findings: [{ path: [], message: "the file is empty; add  accounts:" }] };
  }
  const folder = dirname(file);
  const legacy = checkLegacyKeys(raw);
  const expanded = expandEnvironment(legacy.value, env);
  const withSecrets = await readSecretFiles(expanded.value, folder);
  const value = copySharedRegistration(withSecrets.value);
  const isCluster = isRecord(value) && value.cluster !== undefined;
  const shape = await checkSchema(mayBeEmpty || isCluster ? setUpSchema : hostSchema, value, []);
  // Do not report values again that come from an unset variable, an unreadable secret file or an old key.
  const alreadyReported = [
    ...legacy.replaced,
    ...expanded.findings.map(({ path }) => path),
    ...withSecrets.findings.map(({ path }) => path.slice(0, -1)),
  ];
  const shapeFindings = shape.findings.filter(({ path }) => !alreadyReported.some((other) => isSamePath(other, path)));

  const packages = stringsOf((value as Partial<HostConfig>).packages);
  const { catalog, findings: packageFindings } = await loadPluginCatalog(sources, packages, folder);
  const accounts = await readAccountPlugins(value, catalog);
  const findings = [
    ...legacy.findings,
    ...expanded.findings,
    ...withSecrets.findings,
    ...shapeFindings,
    ...checkAccounts(value),
    ...checkCluster(value),
    ...checkHttp(value),
    ...checkMqtt(value),
    ...checkNotifications(value),
    ...packageFindings,
    ...accounts.findings,
  ];
  if (!shape.value) return { config: undefined, findings };
  return { config: buildConfig(shape.value, accounts.plugins, file, folder), findings };
}

const defaultHistoryDays = 30;

function buildConfig(value: HostConfig, plugins: readonly AccountPlugins[], file: string, folder: string): CasementConfig {
  const dataDir = resolve(folder, value.dataDir ?? ".casement");
  const resolveAll = (paths: readonly string[] | undefined) => (paths ?? []).map((path) => resolve(folder, path));
  // The cast is safe: the types differ only in that `HostOptions` does not allow explicit undefined values.
  const accounts = value.accounts.map((account, i) => ({
    ...account,
    plugins: plugins[i]?.options ?? [],
  })) as unknown as HostOptions["accounts"];
  for (const [i, account] of accounts.entries()) keepConfigured(account, plugins[i]?.configured ?? []);
  return {
    file,
    dataDir,
    options: {
      dataDir,
      accounts,
      history: value.history ?? { days: defaultHistoryDays },
      files: { read: resolveAll(value.files?.read), write: resolveAll(value.files?.write), hosts: value.files?.hosts ?? [] },
    },
    http: httpConfigOf(value.http),
    mqtt: value.mqtt,
    mcp: value.mcp,
    caldav: value.caldav,
    cluster: clusterConfigOf(value.cluster, folder),
    webhooks: value.webhooks ?? [],
    notifications: value.notifications,
    packages: value.packages ?? [],
    newVersions: value.newVersions ?? false,
    emulator: value.emulator,
    log: { level: value.log?.level ?? "warn" },
  };
}

const isSamePath = (a: ConfigPath, b: ConfigPath): boolean => a.length === b.length && a.every((part, i) => part === b[i]);

const stringsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : []);
