import { CasementError } from "@casement/core";
import { defaultHttp } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { type ConfigLocation, findConfigLocation, resolveConfigLocation } from "../hub/config-location.ts";
import { createEmulatorTransport } from "../hub/emulator-transport.ts";
import { checkAccounts } from "./check-accounts.ts";
import { checkBroker } from "./check-broker.ts";
import { checkConfig } from "./check-config.ts";
import { checkHub, checkPort, checkPublicUrl } from "./check-hub.ts";
import { checkDataFolder, checkTimeZone } from "./check-machine.ts";
import { checkNetwork } from "./check-network.ts";
import { checkNewVersion } from "./check-new-version.ts";
import { checkNode } from "./check-node.ts";
import { checkNotifications } from "./check-notifications.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck } from "./doctor-check.ts";

/** Runs all checks and returns the results in the order of the report. Changes nothing. A check that throws is reported as a problem. */
export async function runChecks(context: CommandContext, base: DoctorEnvironment, offline: boolean): Promise<readonly DoctorCheck[]> {
  const location = await findLocation(context);
  const { config, missing, checks } = await checkConfig(location, context.io);
  const environment = config?.emulator === undefined ? base : { ...base, transport: createEmulatorTransport(config.emulator) };
  const accounts = config?.options.accounts ?? [];
  // Unknown if the configuration has errors.
  const http = config?.http ?? (missing ? defaultHttp : undefined);
  const checkOwnHub = async (): Promise<readonly DoctorCheck[]> => [
    await checkHub(location, environment),
    ...(http ? [await checkPort(http, location), ...(await checkPublicUrl(http, location, environment, offline))] : []),
  ];
  type ClusterChecks = typeof import("./check-cluster.ts").checkCluster;
  const checkClusterOf = async (found: Parameters<ClusterChecks>[0]): Promise<readonly DoctorCheck[]> =>
    (await import("./check-cluster.ts")).checkCluster(found, environment, offline);
  const groups: readonly (readonly [id: string, check: () => Promise<readonly DoctorCheck[]>])[] = [
    ["node", async () => [checkNode(environment), checkTimeZone(accounts, environment)]],
    ["config", async () => checks],
    ["data-folder", () => checkDataFolder(location.dataDir, environment)],
    // In a cluster there is none: fronts may run here, with the same address.
    ["hub", async () => (config?.cluster ? [] : checkOwnHub())],
    ["network", async () => (offline ? [] : [...emulatorChecks(config?.emulator), ...(await checkNetwork(environment, accounts))])],
    // Not from the emulator.
    ["new-version", async () => (config?.newVersions && !offline ? [await checkNewVersion(base)] : [])],
    ["accounts", async () => (config ? checkAccounts(config, location, environment, offline) : [])],
    ["notifications", async () => (config?.notifications && !offline ? checkNotifications(config, location.run, environment) : [])],
    ["redis", async () => (config?.cluster ? checkClusterOf({ ...config, cluster: config.cluster }) : [])],
    ["mqtt", async () => (config?.mqtt && !offline ? [await checkBroker(config.mqtt, environment)] : [])],
  ];
  const found = groups.map(async ([id, check]) => check().catch((error: unknown): DoctorCheck[] => [failedCheck(id, error)]));
  return (await Promise.all(found)).flat();
}

/** Without a configuration, uses that of a running demo. */
const findLocation = ({ config, io }: CommandContext): Promise<ConfigLocation> =>
  findConfigLocation(config, io).catch((error) => {
    if (CasementError.is(error)) return resolveConfigLocation(config, io);
    throw error;
  });

const emulatorChecks = (emulator: string | undefined): readonly DoctorCheck[] =>
  emulator === undefined ? [] : [okCheck("emulator", `The emulator at ${emulator} is used instead of Microsoft 365.`)];

function failedCheck(id: string, error: unknown): DoctorCheck {
  const text = CasementError.is(error)
    ? error.message
    : `${(error as Error)?.name}: ${(error as NodeJS.ErrnoException)?.code ?? "unexpected"}`;
  return problemCheck(id, `Could not run this check: ${text}`, "If the other results do not explain this, report it.");
}
