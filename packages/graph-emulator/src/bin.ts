#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { CasementError } from "@casement/core";
import { addHousehold, householdUsers } from "./household.ts";
import { serveEmulator } from "./server.ts";

const usage = `graph-emulator: a Microsoft Graph v1.0 and an Entra ID on this machine

  --port <number>   default 8366; 0 takes any free one
  --host <address>  default 127.0.0.1
  --seed <text>     the same seed gives the same people, ids and data
  --key <file>      with --cert: serve https, which msal asks of an authority (PEM)
  --cert <file>
  --strict          refuse client ids that nobody registered
  --help`;

async function main(): Promise<number> {
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
    console.error(`--port ${portText} is no port number.\n\n${usage}`);
    return 2;
  }
  if ((key === undefined) !== (cert === undefined)) {
    console.error(`--key and --cert go together.\n\n${usage}`);
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

  People, any password:
${people.join("\n")}

  Try it:
    TOKEN=$(curl -s ${server.url}/_control/tokens/issue -d '["${householdUsers.main}", ["User.Read"]]' | cut -d'"' -f4)
    curl -s ${server.url}/v1.0/me -H "Authorization: Bearer $TOKEN"
    curl -s ${server.url}/_control/mail/addMany -d '["${householdUsers.main}", "inbox", 1]'

  Ctrl-C stops it.`);
    await new Promise<void>((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
    await server.close();
    return 0;
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
    throw new CasementError("input-invalid", `${file} cannot be read. Name a PEM file.`, { cause });
  }
}

process.exitCode = await main();
