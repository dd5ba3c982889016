import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createCertificate } from "../test/areas/subscriptions/certificate.fixture.ts";

const { encryptionCertificate } = createCertificate();
const user = "robin@harbour-lane.example";
let program: ChildProcess | undefined;
afterEach(() => program?.kill("SIGKILL"));

/** Starts the command on a free port and returns its address. */
async function startProgram(): Promise<string> {
  program = spawn(
    process.execPath,
    ["--conditions=casement-source", "--import", "tsx", join(import.meta.dirname, "bin.ts"), "--port", "0"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let output = "";
  for await (const chunk of program.stdout!) {
    output += String(chunk);
    const url = /runs at (\S+)/.exec(output)?.[1];
    if (url) return url;
  }
  throw new Error(`The program did not start: ${output}`);
}

/** Returns a client of the program, and an address that accepts notifications until it is closed. */
async function connect(url: string) {
  const control = async (path: string, ...args: unknown[]) =>
    ((await (await fetch(`${url}/_control/${path}`, { method: "POST", body: JSON.stringify(args) })).json()) as any).result;
  const token = await control("tokens/issue", user, ["User.Read", "Mail.Read", "Presence.Read.All"]);
  const receiver = createServer((request, response) => {
    const validation = new URL(request.url!, "http://localhost").searchParams.get("validationToken");
    response.setHeader("content-type", "text/plain").end(validation ?? "");
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const notificationUrl = `http://localhost:${(receiver.address() as AddressInfo).port}/`;
  const subscribe = async (resource: string, more: object = {}) => {
    const body = JSON.stringify({
      resource,
      notificationUrl,
      changeType: "updated,created",
      expirationDateTime: new Date(Date.now() + 30 * 60_000).toISOString(),
      ...more,
    });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    return (await fetch(`${url}/v1.0/subscriptions`, { method: "POST", headers, body })).status;
  };
  const get = (path: string) => fetch(`${url}/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { control, subscribe, get, receiver };
}

it.each(["SIGTERM", "SIGINT"] as const)(
  "ends within two seconds of %s while a notification waits to be retried, a presence is watched, a response is delayed, and mails are added",
  { timeout: 60_000 },
  async (signal) => {
    const url = await startProgram();
    const { control, subscribe, get, receiver } = await connect(url);
    expect(await subscribe("me/messages")).toBe(201);
    const withData = { includeResourceData: true, encryptionCertificate, encryptionCertificateId: "mine", changeType: "updated" };
    expect(await subscribe(`/communications/presences/${((await (await get("/me")).json()) as any).id}`, withData)).toBe(201);
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
    await control("mail/addMany", user, "inbox", 1);
    await control("subscriptions/settled");
    await control("faults/add", { path: "/me/messages", delay: 60_000 });
    const delayed = get("/me/messages").catch(() => "dropped");
    await control("faults/list");
    const manyMails = control("mail/addMany", user, "archive", 10_000).catch(() => "dropped");
    const asked = Date.now();
    program!.kill(signal);
    expect(await once(program!, "exit")).toEqual([null, signal]);
    expect(Date.now() - asked).toBeLessThan(2000);
    expect(await delayed).toBe("dropped");
    expect([null, "dropped"]).toContain(await manyMails);
  },
);
