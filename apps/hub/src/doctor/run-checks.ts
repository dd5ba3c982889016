import { CasementError } from "@casement/core";
import { defaultHttp } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { type ConfigLocation, findConfigLocation, resolveConfigLocation } from "../hub/config-location.ts";
import { createEmulatorTransport } from "../hub/emulator-transport.ts";
import { checkAccounts } from "./check-accounts.ts";
import { checkBroker } from "./check-broker.ts";
import { checkConfig } from "./check-config.ts";
import { checkHub, checkPort, checkPublicUrl } from "./check-hub.ts";
import { checkDataFolder, checkNode, checkTimeZone } from "./check-machine.ts";
import { checkNetwork } from "./check-network.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck } from "./doctor-check.ts";

/** Everything that can be looked at, in the order in which it is told. Changes nothing; what fails to be looked at is a line of its own. */
export async function runChecks(context: CommandContext, around: DoctorEnvironment, offline: boolean): Promise<readonly DoctorCheck[]> {
  const place = await findLocation(context);
  const { config, checks } = await checkConfig(place, context.io);
  const world = config?.emulator === undefined ? around : { ...around, wire: createEmulatorTransport(config.emulator) };
  const accounts = config?.options.accounts ?? [];
  const http = config?.http ?? defaultHttp;
  const groups: readonly (readonly [id: string, look: () => Promise<readonly DoctorCheck[]>])[] = [
    ["node", async () => [checkNode(world), checkTimeZone(accounts)]],
    ["config", async () => checks],
    ["data-folder", () => checkDataFolder(place.dataDir, world)],
    [
      "hub",
      async () => [await checkHub(place, world), await checkPort(http, place), ...(await checkPublicUrl(http, place, world, offline))],
    ],
    ["network", async () => (offline ? [] : [...emulatorChecks(config?.emulator), ...(await checkNetwork(world, accounts))])],
    ["accounts", async () => (config ? checkAccounts(config, place, world, offline) : [])],
    ["mqtt", async () => (config?.mqtt && !offline ? [await checkBroker(config.mqtt, world)] : [])],
  ];
  const found = groups.map(async ([id, look]) => look().catch((error: unknown): DoctorCheck[] => [failedCheck(id, error)]));
  return (await Promise.all(found)).flat();
}

/** A running demo counts where there is no configuration. */
const findLocation = ({ config, io }: CommandContext): Promise<ConfigLocation> =>
  findConfigLocation(config, io).catch((error) => {
    if (CasementError.is(error)) return resolveConfigLocation(config, io);
    throw error;
  });

const emulatorChecks = (emulator: string | undefined): readonly DoctorCheck[] =>
  emulator === undefined ? [] : [okCheck("emulator", `The emulator at ${emulator} answers in place of Microsoft.`)];

function failedCheck(id: string, error: unknown): DoctorCheck {
  const what = CasementError.is(error)
    ? error.message
    : `${(error as Error)?.name}: ${(error as NodeJS.ErrnoException)?.code ?? "unexpected"}`;
  return problemCheck(id, `This could not be looked at: ${what}`, "If the other lines do not say why, report it.");
}
