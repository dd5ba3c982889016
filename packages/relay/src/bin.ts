#!/usr/bin/env node
import { parseArgs } from "node:util";
import { CasementError, systemClock } from "@casement/core";
import { createRelay, type RelayServer } from "./server/create-relay.ts";
import { defaultMaxHubs, defaultRelayPort } from "./server/relay-options.ts";

const usage = `casement-relay: passes Microsoft Graph's change notifications to Casement hubs without a public address

  --port <number>   port; default: ${defaultRelayPort}; 0 selects a free port
  --host <address>  address to listen on; default: 127.0.0.1
  --hub=<key>       public key of a hub that may use it, once for each hub; default: every hub may
  --max-hubs <n>    hubs that may use it at once; default: ${defaultMaxHubs}
  --help            show this help

It speaks HTTP. A reverse proxy or tunnel in front of it must speak HTTPS.`;

const hourMs = 3600_000;

/** Returns the exit code, or undefined while the relay runs. */
async function main(): Promise<number | undefined> {
  const options = {
    port: { type: "string" },
    host: { type: "string" },
    hub: { type: "string", multiple: true },
    "max-hubs": { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  try {
    const { values } = parseArgs({ options });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const port = readNumber("port", values.port, 0, 65_535);
    const maxHubs = readNumber("max-hubs", values["max-hubs"], 1, 100_000);
    const relay = await createRelay({ port, maxHubs, host: values.host, hubs: values.hub });
    console.log(`The relay listens on ${relay.address}`);
    reportHourly(relay, relay.counts());
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void relay.close().then(() => process.exit(0)));
    return undefined;
  } catch (error) {
    if (CasementError.is(error)) {
      console.error(error.message);
      return 1;
    }
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
}

function readNumber(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`--${name} ${text} is not a number from ${least} to ${most}.`);
}

/** Logs numbers, and nothing else of what passes. */
function reportHourly(relay: RelayServer, before: ReturnType<RelayServer["counts"]>): void {
  systemClock.after(hourMs, () => {
    const now = relay.counts();
    console.log(`Last hour: ${now.passed - before.passed} requests passed, ${now.refused - before.refused} refused. Hubs: ${now.hubs}.`);
    reportHourly(relay, now);
  });
}

process.exitCode = await main();
