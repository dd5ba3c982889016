import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { addressBelow, type HttpConfig, isLoopback } from "@casement/host/config";
import type { ConfigLocation } from "../hub/config-location.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";

/** Checks whether a hub is running and responds. */
export async function checkHub({ dataDir, run }: ConfigLocation, environment: DoctorEnvironment): Promise<DoctorCheck> {
  if (run) {
    const healthy = await withTimeLimit(environment, async (signal) => (await fetch(`${run.address}/api/health`, { signal })).ok).catch(
      () => false,
    );
    return healthy
      ? okCheck("hub", `The hub is running at ${run.address} (process ${run.pid}) and responds.`)
      : problemCheck(
          "hub",
          `The hub is running (process ${run.pid}), but does not respond at ${run.address}.`,
          "Check its log, or restart it.",
        );
  }
  const owner = await findLockOwner(dataDir);
  if (owner === undefined) return okCheck("hub", "No hub is running with this configuration.");
  return warningCheck(
    "hub",
    `Process ${owner} locks the data folder, but has no address.`,
    "It may be a hub that is starting, or another command. If this persists, stop that process.",
  );
}

async function findLockOwner(dataDir: string): Promise<number | undefined> {
  const pid = await readFile(join(dataDir, "lock"), "utf8")
    .then((text) => JSON.parse(text)?.pid as unknown)
    .catch(() => undefined);
  if (typeof pid !== "number" || pid <= 0) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM" ? pid : undefined;
  }
}

/** Checks that the hub can listen, or already listens, at its address. */
export async function checkPort({ host, port }: HttpConfig, { run }: ConfigLocation): Promise<DoctorCheck> {
  const id = "port";
  const address = `${host}:${port}`;
  if (port === 0) return okCheck(id, "The hub uses any free port.");
  if (run && new URL(run.address).port === String(port)) return okCheck(id, `The hub listens at ${address}.`);
  const code = await new Promise<string | undefined>((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "an error"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return okCheck(id, `The address ${address} is free.`);
  if (code === "EADDRINUSE")
    return problemCheck(id, `Another program uses the address ${address}.`, "Stop that program, or set another port: http: { port: 8375 }");
  if (code === "EACCES")
    return problemCheck(id, `This user is not allowed to listen at ${address}.`, "Use port 1024 or higher: http: { port: 8365 }");
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return problemCheck(id, `This machine does not have the address ${host}.`, "Correct http.host, or remove it.");
  return problemCheck(id, `Could not listen at ${address} (${code}).`, "Correct http.host and http.port.");
}

/** Checks the public address of the hub; if a hub is running, with a request to that address. */
export async function checkPublicUrl(
  { publicUrl, host, ingress }: HttpConfig,
  { run }: ConfigLocation,
  environment: DoctorEnvironment,
  offline: boolean,
): Promise<readonly DoctorCheck[]> {
  const id = "public-url";
  if (publicUrl === undefined)
    return isLoopback(host) || ingress !== undefined
      ? []
      : [warningCheck(id, "Other machines can reach the hub, but http.publicUrl is not set.", "Set http.publicUrl.")];
  const url = new URL(publicUrl);
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return [
      warningCheck(
        id,
        `http.publicUrl begins with http:, but Microsoft redirects browsers only to https: addresses.`,
        "Use a reverse proxy with TLS, or sign in with a device code.",
      ),
    ];
  if (!run || offline) return [okCheck(id, `The public address is ${publicUrl}.`)];
  const healthy = await withTimeLimit(environment, async (signal) => {
    const response = await fetch(addressBelow(publicUrl, "/api/health"), { signal });
    return response.ok && ((await response.json()) as { status?: unknown }).status === "ok";
  }).catch(() => false);
  if (healthy) return [okCheck(id, `The hub responds at its public address ${publicUrl}.`)];
  const cure =
    "Check the reverse proxy: it must forward requests to the hub and pass on the Host header. It is also possible that only this machine cannot reach the address.";
  return [warningCheck(id, `The hub does not respond at its public address ${publicUrl}.`, cure)];
}
