import { CasementError, suggestName } from "@casement/core";
import type { SensorJson } from "@casement/host";
import type { RunFile } from "@casement/host/config";
import { type CommandContext, printResult } from "../command-context.ts";
import { createStateFormatter, type StateFormatter } from "../hub/state-formatter.ts";
import { withHubClient, withRunningHub } from "../hub/with-hub-client.ts";
import { formatRelativeTime } from "../terminal/format-relative-time.ts";
import { formatTable, toOneLine } from "../terminal/format-table.ts";
import type { TextStyles } from "../terminal/text-styles.ts";

/** Prints all sensors, or one with its attributes. With `--watch`, keeps the output up to date. */
export async function runSensors(context: CommandContext, id: string | undefined, { watch = false }: { watch?: boolean }): Promise<void> {
  if (watch) return withRunningHub(context, (run) => watchSensors(context, run, id));
  const [found, accounts, formatState] = await withHubClient(
    context,
    async (hub) => [await hub.sensors(), await hub.accounts(), createStateFormatter(await hub.plugins())] as const,
  );
  const { style, io } = context;
  if (id === undefined) {
    for (const { name, state } of accounts)
      if (state !== "signed-in") io.warn(`${style.yellow("!")} ${name} is not signed in. Run: casement login ${name}`);
    return printResult(context, { sensors: found }, () => formatSensors(found, formatState, style, io.columns));
  }
  const sensor = findSensor(found, id);
  printResult(context, sensor, () => formatSensor(sensor, formatState, style, io.columns));
}

async function watchSensors({ io, json, style }: CommandContext, run: RunFile, id: string | undefined): Promise<void> {
  const { createRemoteHubClient } = await import("../hub/remote-hub-client.ts");
  const hub = createRemoteHubClient(run, io.signal);
  const formatState = createStateFormatter(await hub.plugins());
  const known = new Map((await hub.sensors()).map((sensor) => [sensor.id, sensor]));
  const watchedId = id === undefined ? undefined : findSensor([...known.values()], id).id;
  const shown = () => [...known.values()].filter((sensor) => !sensor.gone && (watchedId === undefined || sensor.id === watchedId));
  if (json) for (const sensor of shown()) io.print(JSON.stringify(sensor));
  else io.screen(formatSensors(shown(), formatState, style, io.columns));
  for await (const { event, data } of hub.stream(undefined)) {
    if (event !== "sensor") continue;
    const sensor = JSON.parse(data) as SensorJson;
    // The stream begins with the current state, which is already known.
    if (JSON.stringify(known.get(sensor.id)) === data) continue;
    known.set(sensor.id, sensor);
    if (watchedId !== undefined && sensor.id !== watchedId) continue;
    if (json) io.print(data);
    else if (io.terminal) io.screen(formatSensors(shown(), formatState, style, io.columns));
    else io.print(`${new Date().toLocaleTimeString()}  ${sensor.id}  ${formatState(sensor)}`);
  }
}

/** Finds a sensor by its address, or by the last part of its address or its title if that is unique. */
function findSensor(found: readonly SensorJson[], id: string): SensorJson {
  const exact = found.find((sensor) => sensor.id === id);
  const [only, ...others] = found.filter((sensor) => sensor.id.endsWith(`/${id}`) || sensor.title === id);
  if (exact || (only && others.length === 0)) return exact ?? only!;
  const ids = found.map((sensor) => sensor.id);
  throw new CasementError("sensor-unknown", `There is no sensor ${id}. ${suggestName(id, ids)}`);
}

/** One line for each sensor: address, title, state and the time of the last change. */
export function formatSensors(found: readonly SensorJson[], formatState: StateFormatter, style: TextStyles, width: number): string {
  if (found.length === 0) return "There are no sensors yet. To see what is missing, run: casement accounts";
  const now = new Date();
  const lines = formatTable<SensorJson>(
    [
      { title: "SENSOR", text: ({ id }) => id, style: style.bold },
      { title: "TITLE", text: ({ title }) => title, elastic: true },
      {
        title: "STATE",
        text: formatState,
        elastic: true,
        style: (text, { state, stale }) => (stale ? style.yellow(text) : state === "on" ? style.green(text) : text),
      },
      ...(found.some(({ liveness }) => liveness !== undefined)
        ? [{ title: "LIVE", text: ({ liveness }: SensorJson) => liveness ?? "", style: style.dim, optional: true }]
        : []),
      { title: "CHANGED", text: ({ updatedAt }) => formatRelativeTime(updatedAt, now), style: style.dim, optional: true },
      { title: "", text: ({ gone, stale, error }) => (gone ? "gone" : stale ? "stale" : error ? "error" : ""), style: style.yellow },
    ],
    found,
    width,
  );
  const errors = found.flatMap(({ id, error }) => (error === null ? [] : [`${style.yellow("!")} ${id}: ${toOneLine(error)}`]));
  return [lines, ...(errors.length > 0 ? ["", ...errors] : [])].join("\n");
}

function formatSensor(sensor: SensorJson, formatState: StateFormatter, style: TextStyles, width: number): string {
  const rows = Object.entries(sensor.attributes).map(([name, value]) => [
    name,
    toOneLine(typeof value === "string" ? value : JSON.stringify(value)),
  ]);
  const attributes = formatTable<readonly string[]>(
    [
      { title: "ATTRIBUTE", text: ([name]) => name!, style: style.dim },
      { title: "VALUE", text: ([, value]) => value!, elastic: true },
    ],
    rows as readonly (readonly string[])[],
    width,
  );
  const { liveness, livenessReason } = sensor;
  const notLive = livenessReason === undefined ? "" : `\n\nNot live (${liveness}): ${livenessReason}`;
  return `${formatSensors([sensor], formatState, style, width)}${notLive}\n\n${attributes}`;
}
