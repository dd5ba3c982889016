#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { CasementError } from "@casement/core";
import { addHousehold, householdUsers } from "./household/index.ts";
import { serveEmulator } from "./server.ts";

const usage = `graph-emulator: Microsoft Graph v1.0 and Entra ID on this machine

  --port <number>   port; default: 8366; 0 selects a free port
  --host <address>  address to listen on; default: 127.0.0.1
  --seed <text>     seed for people, IDs, and data; the same seed produces the same data
  --key <file>      private key (PEM) for HTTPS, together with --cert; msal requires HTTPS
  --cert <file>     certificate (PEM) for HTTPS, together with --key
  --strict          reject client ids that are not registered
  --help            show this help`;

/** Returns the exit code, or undefined while the server runs. */
async function main(): Promise<number | undefined> {
  let values: { port?: string; host?: string; seed?: string; key?: string; cert?: string; strict?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({
      options: {
        port: { type: "string" },
        host: { type: "string" },
        seed: { type: "string" },
        key: { type: "string" },
        cert: { type: "string" },
        strict: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  const { port: portText = "8366", host, seed, key, cert, strict, help } = values;
  if (help) {
    console.log(usage);
    return 0;
  }
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(`--port ${portText} is not a valid port number.\n\n${usage}`);
    return 2;
  }
  if ((key === undefined) !== (cert === undefined)) {
    console.error(`--key and --cert must be used together.\n\n${usage}`);
    return 2;
  }
  try {
    const tls = key && cert ? { key: readPem(key), cert: readPem(cert) } : undefined;
    const server = await serveEmulator({
      populate: addHousehold,
      port,
      ...(host ? { host } : {}),
      ...(seed ? { seed } : {}),
      ...(tls ? { tls } : {}),
      ...(strict ? { strict } : {}),
    });
    const people = server.emulator.directory.users().map(({ userPrincipalName }) => `    ${userPrincipalName}`);
    console.log(`The Graph emulator runs at ${server.url}

  Graph     ${server.url}/v1.0
  Sign-in   ${server.url}/{tenant}/oauth2/v2.0/authorize and /devicecode
  Control   ${server.url}/_control

  Users (any password works):
${people.join("\n")}

  Try it:
    TOKEN=$(curl -s ${server.url}/_control/tokens/issue -d '["${householdUsers.main}", ["User.Read"]]' | cut -d'"' -f4)
    curl -s ${server.url}/v1.0/me -H "Authorization: Bearer $TOKEN"
    curl -s ${server.url}/_control/mail/addMany -d '["${householdUsers.main}", "inbox", 1]'

  Press Ctrl-C to stop.`);
    // There is nothing to save, so the system ends the program, even while it is busy. The first process of a container must do that itself.
    if (process.pid === 1) for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
    return undefined;
  } catch (error) {
    if (!CasementError.is(error)) throw error;
    console.error(error.message);
    return 1;
  }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new CasementError("input-invalid", `Could not read ${file}. Pass the path of a PEM file.`, { cause });
  }
}

const exitCode = await main();
if (exitCode !== undefined) process.exit(exitCode);
