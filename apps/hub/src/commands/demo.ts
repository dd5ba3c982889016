import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { CasementError } from "@casement/core";
import { type ConsentRegime, consentPolicies } from "@casement/graph-emulator";
import { type SensorJson, toSensorJson } from "@casement/host";
import { readRunFile } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import { commandPrefix } from "../demo/command-prefix.ts";
import { consentIntroductionOf } from "../demo/consent-introduction.ts";
import { type DemoPlugins, loadDemoPlugins } from "../demo/demo-plugins.ts";
import { pluginIntroductionOf } from "../demo/plugin-introduction.ts";
import { demoAccount, demoUser, type RunningDemo, startDemo } from "../demo/start-demo.ts";
import { demoFolderOf } from "../hub/config-location.ts";
import { createRemoteHubClient } from "../hub/remote-hub-client.ts";
import { createStateFormatter } from "../hub/state-formatter.ts";
import { waitForInterrupt } from "../interrupt.ts";
import { isInstalled } from "../plugins/plugin-inventory.ts";
import { UsageError } from "../usage-error.ts";
import { formatSensors } from "./sensors.ts";

export interface DemoOptions {
  once?: boolean;
  mqtt?: string | boolean;
  /** Package names or paths. */
  plugin?: readonly string[];
  /** Files that export areas. */
  emulate?: readonly string[];
  consent?: string;
}

/** Runs a hub and an emulator with sample data until Ctrl-C. With `--once`, prints the sensors and stops. */
export async function runDemo(context: CommandContext, options: DemoOptions): Promise<void> {
  const { once = false, mqtt = false, plugin, emulate = [] } = options;
  const { io, json, style } = context;
  const consent = consentRegimeOf(options);
  if (!once) io.keepRunning();
  const plugins = plugin && (await loadDemoPlugins(io.cwd, plugin, emulate));
  if (once) return printOnce(context, plugins);
  const folder = demoFolderOf(io.cwd);
  const running = await readRunFile(join(folder, "data"));
  if (running) {
    const cure = `Use it, or stop process ${running.pid} first.`;
    throw new CasementError("store-locked", `A demo is already running in this folder, at ${running.address}. ${cure}`, {
      details: { ...running, token: undefined },
    });
  }
  if (!json) io.warn(style.dim("Starting a hub and an emulated Microsoft 365 …"));
  const started = await startDemo(io, folder, { hub: 8365, emulator: 8366 }, { mqtt, plugins, consent });
  try {
    await (json ? printJson(context, started) : showLive(context, folder, started));
  } finally {
    await started.stop();
  }
}

function consentRegimeOf({ consent, once, plugin }: DemoOptions): ConsentRegime | undefined {
  if (consent === undefined) return undefined;
  if (once || plugin) throw new UsageError(`--consent cannot be used with ${once ? "--once" : "--plugin"}.`);
  if (Object.hasOwn(consentPolicies, consent)) return consent as ConsentRegime;
  throw new UsageError(`--consent ${consent} is not known. Use one of: ${Object.keys(consentPolicies).join(", ")}.`);
}

async function printOnce(context: CommandContext, plugins: DemoPlugins | undefined): Promise<void> {
  const { io, json, style } = context;
  // A temporary folder and any free ports, so that it works beside a running demo and leaves nothing behind.
  const folder = await mkdtemp(join(tmpdir(), "casement-demo-"));
  try {
    const running = await startDemo(io, folder, { hub: 0, emulator: 0 }, { plugins });
    try {
      const sensors = await sensorsOf(running, io.signal);
      io.print(
        json
          ? JSON.stringify({ sensors }, undefined, 2)
          : formatSensors(sensors, createStateFormatter(await running.hub.host.plugins()), style, io.columns),
      );
    } finally {
      await running.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const sensorsOf = ({ hub }: RunningDemo, signal: AbortSignal): Promise<readonly SensorJson[]> =>
  createRemoteHubClient({ ...hub, pid: process.pid }, signal).sensors();

async function printJson({ io }: CommandContext, { hub, emulator, broker }: RunningDemo): Promise<void> {
  io.print(
    JSON.stringify({
      address: hub.address,
      dashboard: hub.sessionLink(),
      token: hub.token,
      emulator: emulator.url,
      broker: broker?.url,
      pid: process.pid,
    }),
  );
  await waitForInterrupt(io.signal);
}

/**
 * On a terminal, prints a short introduction and keeps the sensors up to date below it; the commands to try are in a file. Without one, prints
 * the commands, the sensors, and a line for each change.
 */
async function showLive({ io, style }: CommandContext, folder: string, running: RunningDemo): Promise<void> {
  const { host } = running.hub;
  if (running.consent !== undefined) {
    io.print(`${consentIntroductionOf(running, style)}\n\nPress Ctrl-C to stop.`);
    await waitForInterrupt(io.signal);
    return io.print("\nStopped.");
  }
  const commands = running.plugins ? await pluginIntroductionOf(running, style) : introductionOf(running, style);
  let introduction = "";
  if (io.terminal) {
    const file = join(folder, "commands.txt");
    await writeFile(file, `${stripVTControlCharacters(commands)}\n`, { mode: 0o600 });
    introduction = shortIntroductionOf(running, relative(io.cwd, file), style);
    io.print(introduction);
  } else io.print(`${commands}\n\nPress Ctrl-C to stop.\n`);
  const formatState = createStateFormatter(await host.plugins());
  const shown = new Map((await host.sensors()).map((sensor) => [sensor.id, sensor]));
  const table = () => formatSensors([...shown.values()].filter(({ gone }) => !gone).map(toSensorJson), formatState, style, io.columns);
  const draw = () => io.screen(table(), introduction);
  draw();
  const unsubscribe = host.onSensor((sensor) => {
    const before = shown.get(sensor.id);
    shown.set(sensor.id, sensor);
    if (io.terminal) draw();
    else if (before?.state !== sensor.state) io.print(`${new Date().toLocaleTimeString()}  ${sensor.id}  ${formatState(sensor)}`);
  });
  // Updates the relative times.
  const timer = io.terminal ? setInterval(draw, 15_000) : undefined;
  await waitForInterrupt(io.signal);
  clearInterval(timer);
  unsubscribe();
  io.print("\nStopped.");
}

/** A few lines of at most 80 characters, so that a small window shows them together with sensors. */
function shortIntroductionOf({ hub }: RunningDemo, commandsFile: string, style: CommandContext["style"]): string {
  return `${style.bold("Casement demo")}: a hub with an emulated Microsoft 365. Ctrl-C stops it.
Dashboard, for one browser, valid for 10 minutes:
  ${style.cyan(hub.sessionLink())}
Commands to try in another terminal: ${commandsFile}
`;
}

function introductionOf({ hub, emulator, timeZone, broker }: RunningDemo, style: CommandContext["style"]): string {
  const run = commandPrefix;
  const [start, end] = [1, 3].map((hours) =>
    toLocalTime(new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000), timeZone),
  );
  const event = emulator.emulator.control.calendar.events(demoUser)[0]!;
  const patch = JSON.stringify([demoUser, event.id, { subject: `${event.subject} (moved to the garden)` }]).replaceAll("'", "’");
  const sensor = hub.host.index()[0]!.id.split("/").at(-1);
  return `${style.bold("Casement demo")}: a hub with the account "${demoAccount}", and an emulated Microsoft 365 on this machine.

  Dashboard  ${style.cyan(hub.sessionLink())}  (valid for 10 minutes, for one browser)
  Hub        ${style.cyan(hub.address)}
  Token      ${hub.token}
  Emulator   ${style.cyan(emulator.url)}${broker ? `\n  Broker     ${style.cyan(broker.options)}` : ""}

${style.bold("Try, in another terminal in this folder:")}

  # list all sensors as JSON
  curl -s -H "Authorization: Bearer ${hub.token}" ${hub.address}/api/v1/sensors

  # list sensors and services
  ${run} sensors
  ${run} services

  # create an event; the sensor shows it immediately
  ${run} call ${demoAccount} calendar/create-event sensor=${sensor} subject=Dinner start=${start} end=${end}

${mqttExampleOf(broker, sensor, start)}${mcpExampleOf(hub)}  # show events as they happen
  ${run} events --follow

  # change an event outside of Casement; the hub detects it within 15 seconds
  curl -s ${emulator.url}/_control/calendar/patchEvent -d '${patch}'`;
}

function mqttExampleOf(broker: RunningDemo["broker"], sensor: string | undefined, start: string | undefined): string {
  if (!broker) return "";
  const { options, baseTopic } = broker;
  const body = JSON.stringify({ sensor, subject: "Supper", start, end: start?.replace(/\d\d$/, "59"), $replyTo: "reply" });
  return `  # the same over MQTT: subscribe to everything, then call a service; its result is published on the topic in $replyTo
  mosquitto_sub ${options} -v -t '${baseTopic}/${demoAccount}/+/#' -t reply
  mosquitto_pub ${options} -t ${baseTopic}/${demoAccount}/call/calendar/create-event -m '${body}'

`;
}

/** The entry for `mcp.json` of an AI agent. */
function mcpExampleOf({ address, token }: RunningDemo["hub"]): string {
  if (!isInstalled("@casement/surface-mcp")) return "";
  const server = { type: "http", url: `${address}/mcp`, headers: { Authorization: `Bearer ${token}` } };
  return `  # connect an AI agent over MCP: add this to the configuration of its client
  ${JSON.stringify({ mcpServers: { casement: server } })}

`;
}

/** Local time in that zone, without an offset: `2027-03-01T19:00`. */
function toLocalTime(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return format.format(at).replace(" ", "T");
}
