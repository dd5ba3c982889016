import { CasementError } from "@casement/core";
import { defaultHttp } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { createEmulatorTransport } from "../hub/emulator-transport.ts";
import { findPlace, type Place, placeToStart } from "../hub/place.ts";
import { accountChecks } from "./account-checks.ts";
import { brokerCheck } from "./broker-check.ts";
import { type Check, ok, problem, type Surroundings } from "./check.ts";
import { configChecks } from "./config-checks.ts";
import { hubCheck, portCheck, publicUrlCheck } from "./hub-checks.ts";
import { dataFolderChecks, nodeCheck, timeZoneCheck } from "./machine-checks.ts";
import { networkChecks } from "./network-checks.ts";

/** Everything that can be looked at, in the order in which it is told. Changes nothing; what fails to be looked at is a line of its own. */
export async function examine(context: CommandContext, around: Surroundings, offline: boolean): Promise<readonly Check[]> {
  const place = await placeOf(context);
  const { config, checks } = await configChecks(place, context.io);
  const world = config?.emulator === undefined ? around : { ...around, transport: createEmulatorTransport(config.emulator) };
  const accounts = config?.options.accounts ?? [];
  const http = config?.http ?? defaultHttp;
  const groups: readonly (readonly [id: string, look: () => Promise<readonly Check[]>])[] = [
    ["node", async () => [nodeCheck(world), timeZoneCheck(accounts)]],
    ["config", async () => checks],
    ["data-folder", () => dataFolderChecks(place.dataDir, world)],
    [
      "hub",
      async () => [await hubCheck(place, world), await portCheck(http, place), ...(await publicUrlCheck(http, place, world, offline))],
    ],
    ["network", async () => (offline ? [] : [...emulatorNote(config?.emulator), ...(await networkChecks(world, accounts))])],
    ["accounts", async () => (config ? accountChecks(config, place, world, offline) : [])],
    ["mqtt", async () => (config?.mqtt && !offline ? [await brokerCheck(config.mqtt, world)] : [])],
  ];
  const found = groups.map(async ([id, look]) => look().catch((error: unknown): Check[] => [failed(id, error)]));
  return (await Promise.all(found)).flat();
}

/** A running demo counts where there is no configuration. */
const placeOf = ({ config, io }: CommandContext): Promise<Place> =>
  findPlace(config, io).catch((error) => {
    if (CasementError.is(error)) return placeToStart(config, io);
    throw error;
  });

const emulatorNote = (emulator: string | undefined): readonly Check[] =>
  emulator === undefined ? [] : [ok("emulator", `The emulator at ${emulator} answers in place of Microsoft.`)];

function failed(id: string, error: unknown): Check {
  const what = CasementError.is(error)
    ? error.message
    : `${(error as Error)?.name}: ${(error as NodeJS.ErrnoException)?.code ?? "unexpected"}`;
  return problem(id, `This could not be looked at: ${what}`, "If the other lines do not say why, report it.");
}
