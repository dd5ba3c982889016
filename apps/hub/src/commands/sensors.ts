import { CasementError, nearestName } from "@casement/core";
import { type CommandContext, show } from "../command-context.ts";
import type { SensorView } from "../hub/hub.ts";
import { runningHub, withHub } from "../hub/open-hub.ts";
import type { Colours } from "../terminal/colours.ts";
import { relativeTime } from "../terminal/relative-time.ts";
import { oneLine, table } from "../terminal/table.ts";

/** All sensors, or one with its attributes; kept on the screen with `--watch`. */
export async function sensors(context: CommandContext, id: string | undefined, { watch = false }: { watch?: boolean }): Promise<void> {
  if (watch) return watchSensors(context, id);
  const found = await withHub(context, (hub) => hub.sensors());
  if (id === undefined) return show(context, { sensors: found }, () => sensorsText(found, context.paint, context.io.columns));
  const sensor = pick(found, id);
  show(context, sensor, () => sensorText(sensor, context.paint, context.io.columns));
}

async function watchSensors(context: CommandContext, id: string | undefined): Promise<void> {
  const { io, json, paint } = context;
  const run = await runningHub(context);
  const { remoteHub } = await import("../hub/remote-hub.ts");
  const hub = remoteHub(run, io.signal);
  const known = new Map((await hub.sensors()).map((sensor) => [sensor.id, sensor]));
  const wanted = id === undefined ? undefined : pick([...known.values()], id).id;
  const shown = () => [...known.values()].filter((sensor) => !sensor.gone && (wanted === undefined || sensor.id === wanted));
  if (json) for (const sensor of shown()) io.print(JSON.stringify(sensor));
  else io.screen(sensorsText(shown(), paint, io.columns));
  for await (const { event, data } of hub.stream(undefined)) {
    if (event !== "sensor") continue;
    const sensor = JSON.parse(data) as SensorView;
    // The stream begins with what is known already.
    if (JSON.stringify(known.get(sensor.id)) === data) continue;
    known.set(sensor.id, sensor);
    if (wanted !== undefined && sensor.id !== wanted) continue;
    if (json) io.print(data);
    else if (io.terminal) io.screen(sensorsText(shown(), paint, io.columns));
    else io.print(`${new Date().toLocaleTimeString()}  ${sensor.id}  ${stateText(sensor.state)}`);
  }
}

/** By address, or by its last part or title where only one sensor has it. */
function pick(found: readonly SensorView[], id: string): SensorView {
  const exact = found.find((sensor) => sensor.id === id);
  const [only, ...others] = found.filter((sensor) => sensor.id.endsWith(`/${id}`) || sensor.title === id);
  if (exact || (only && others.length === 0)) return exact ?? only!;
  const near = nearestName(
    id,
    found.map((sensor) => sensor.id),
  );
  throw new CasementError(
    "sensor-unknown",
    `There is no sensor ${id}.${near ? ` Did you mean ${near}?` : " Run  casement sensors  to see all."}`,
  );
}

/** A line a sensor: address, title, state, when it last changed. */
export function sensorsText(found: readonly SensorView[], paint: Colours, width: number): string {
  if (found.length === 0) return "There are no sensors yet. `casement accounts` says what is missing.";
  const now = new Date();
  const lines = table<SensorView>(
    [
      { title: "SENSOR", text: ({ id }) => id, paint: paint.bold },
      { title: "TITLE", text: ({ title }) => title, elastic: true },
      {
        title: "STATE",
        text: ({ state }) => stateText(state),
        paint: (text, { state, stale }) => (stale ? paint.yellow(text) : state === "on" ? paint.green(text) : text),
      },
      { title: "CHANGED", text: ({ updatedAt }) => relativeTime(updatedAt, now), paint: paint.dim },
      { title: "", text: ({ gone, stale, error }) => (gone ? "gone" : stale ? "stale" : error ? "error" : ""), paint: paint.yellow },
    ],
    found,
    width,
  );
  const errors = found.flatMap(({ id, error }) => (error === null ? [] : [`${paint.yellow("!")} ${id}: ${oneLine(error)}`]));
  return [lines, ...(errors.length > 0 ? ["", ...errors] : [])].join("\n");
}

function sensorText(sensor: SensorView, paint: Colours, width: number): string {
  const rows = Object.entries(sensor.attributes).map(([name, value]) => [
    name,
    oneLine(typeof value === "string" ? value : JSON.stringify(value)),
  ]);
  const attributes = table<readonly string[]>(
    [
      { title: "ATTRIBUTE", text: ([name]) => name!, paint: paint.dim },
      { title: "VALUE", text: ([, value]) => value!, elastic: true },
    ],
    rows as readonly (readonly string[])[],
    width,
  );
  return `${sensorsText([sensor], paint, width)}\n\n${attributes}`;
}

export const stateText = (state: unknown): string =>
  state === undefined || state === null ? "unknown" : typeof state === "object" ? JSON.stringify(state) : String(state);
