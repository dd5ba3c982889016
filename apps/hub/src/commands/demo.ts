import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { readRunFile } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { type Demo, demoAccount, demoUser, startDemo } from "../demo/start-demo.ts";
import type { SensorView } from "../hub/hub.ts";
import { viewOf } from "../hub/local-hub.ts";
import { demoFolder } from "../hub/place.ts";
import { remoteHub } from "../hub/remote-hub.ts";
import { interrupted } from "../hub/run-hub.ts";
import { sensorsText, stateText } from "./sensors.ts";

/** Hub and emulator with a household of sample data, until Ctrl-C; with `--once` only long enough to print the sensors. */
export async function demo(context: CommandContext, { once = false }: { once?: boolean }): Promise<void> {
  if (once) return printOnce(context);
  const { io, json, paint } = context;
  const folder = demoFolder(io.cwd);
  const other = await readRunFile(join(folder, "data"));
  if (other) {
    const cure = `Use it, or stop process ${other.pid} first.`;
    throw new CasementError("store-locked", `A demo runs in this folder already, at ${other.address}. ${cure}`, {
      details: { ...other, token: undefined },
    });
  }
  if (!json) io.warn(paint.dim("Starting a hub and a Microsoft 365 of its own …"));
  const running = await startDemo(io, folder, { hub: 8365, emulator: 8366 });
  try {
    await (json ? printJson(context, running) : showLive(context, running));
  } finally {
    await running.stop();
  }
}

async function printOnce(context: CommandContext): Promise<void> {
  const { io, json, paint } = context;
  // Beside a demo that runs, and without a trace.
  const folder = await mkdtemp(join(tmpdir(), "casement-demo-"));
  try {
    const running = await startDemo(io, folder, { hub: 0, emulator: 0 });
    try {
      const sensors = await sensorsOf(running, io.signal);
      io.print(json ? JSON.stringify({ sensors }, undefined, 2) : sensorsText(sensors, paint, io.columns));
    } finally {
      await running.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const sensorsOf = ({ hub }: Demo, signal: AbortSignal): Promise<readonly SensorView[]> =>
  remoteHub({ ...hub, pid: process.pid }, signal).sensors();

async function printJson({ io }: CommandContext, { hub, emulator }: Demo): Promise<void> {
  io.print(JSON.stringify({ address: hub.address, token: hub.token, emulator: emulator.url, pid: process.pid }));
  await interrupted(io.signal);
}

/** The addresses and commands, and below them the sensors: kept up to date on a terminal, a line a change elsewhere. */
async function showLive({ io, paint }: CommandContext, running: Demo): Promise<void> {
  const { host } = running.hub;
  const intro = introduction(running, paint);
  const table = () =>
    sensorsText(
      host
        .sensors()
        .filter(({ gone }) => !gone)
        .map(viewOf),
      paint,
      io.columns,
    );
  const draw = () => io.screen(`${intro}\n\n${table()}`);
  draw();
  const shown = new Map(host.sensors().map(({ id, state }) => [id, state]));
  const unsubscribe = host.onSensor((sensor) => {
    if (io.terminal) draw();
    else if (shown.get(sensor.id) !== sensor.state)
      io.print(`${new Date().toLocaleTimeString()}  ${sensor.id}  ${stateText(sensor.state)}`);
    shown.set(sensor.id, sensor.state);
  });
  // "3 min ago" goes on.
  const timer = io.terminal ? setInterval(draw, 15_000) : undefined;
  await interrupted(io.signal);
  clearInterval(timer);
  unsubscribe();
  io.print("\nStopped.");
}

function introduction({ hub, emulator, timeZone }: Demo, paint: CommandContext["paint"]): string {
  const run = "npx pnpm@12 casement";
  const [start, end] = [1, 3].map((hours) =>
    wallTime(new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000), timeZone),
  );
  const event = emulator.emulator.control.calendar.events(demoUser)[0]!;
  const patch = JSON.stringify([demoUser, event.id, { subject: `${event.subject} (moved to the garden)` }]).replaceAll("'", "’");
  const sensor = hub.host.sensors()[0]!.id.split("/").at(-1);
  return `${paint.bold("Casement demo")}: a hub with the account "${demoAccount}", and a Microsoft 365 of its own on this machine.

  Hub        ${paint.cyan(hub.address)}
  Token      ${hub.token}
  Emulator   ${paint.cyan(emulator.url)}

${paint.bold("Try, in another terminal in this folder:")}

  # all sensors, as JSON
  curl -s -H "Authorization: Bearer ${hub.token}" ${hub.address}/api/v1/sensors

  # the same for people, and what can be done
  ${run} sensors
  ${run} services

  # make an event; the sensor shows it at once
  ${run} call ${demoAccount} calendar/create-event sensor=${sensor} subject=Dinner start=${start} end=${end}

  # what happens, as it happens
  ${run} events --follow

  # change an event "from elsewhere"; the hub notices within 15 seconds
  curl -s ${emulator.url}/_control/calendar/patchEvent -d '${patch}'

Ctrl-C stops.`;
}

/** As a person in that zone would write it. */
function wallTime(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return format.format(at).replace(" ", "T");
}
