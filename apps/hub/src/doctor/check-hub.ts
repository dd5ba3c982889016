import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { type HttpConfig, isLoopback } from "@casement/host/config";
import type { ConfigLocation } from "../hub/config-location.ts";
import { type DoctorCheck, type DoctorEnvironment, okCheck, problemCheck, warningCheck, withTimeLimit } from "./doctor-check.ts";

/** Whether a hub runs here, and answers. */
export async function checkHub({ dataDir, run }: ConfigLocation, world: DoctorEnvironment): Promise<DoctorCheck> {
  if (run) {
    const healthy = await withTimeLimit(world, async (signal) => (await fetch(`${run.address}/api/health`, { signal })).ok).catch(
      () => false,
    );
    return healthy
      ? okCheck("hub", `A hub runs at ${run.address} (process ${run.pid}) and answers.`)
      : problemCheck(
          "hub",
          `A hub runs (process ${run.pid}), but does not answer at ${run.address}.`,
          "Look at its log, or stop and start it.",
        );
  }
  const owner = await findLockOwner(dataDir);
  if (owner === undefined) return okCheck("hub", "No hub runs on this configuration now.");
  return warningCheck(
    "hub",
    `Process ${owner} holds the data folder, but says no address.`,
    "It may be starting, or be another command. If it stays, stop that process.",
  );
}

async function findLockOwner(dataDir: string): Promise<number | undefined> {
  const pid = await readFile(join(dataDir, "lock"), "utf8").then(
    (text) => JSON.parse(text).pid as number,
    () => undefined,
  );
  if (pid === undefined) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // Somebody else's, and alive.
    return (error as NodeJS.ErrnoException).code === "EPERM" ? pid : undefined;
  }
}

/** Whether the hub could listen. A port that it has itself is as good. */
export async function checkPort({ host, port }: HttpConfig, { run }: ConfigLocation): Promise<DoctorCheck> {
  const id = "port";
  const at = `${host}:${port}`;
  if (port === 0) return okCheck(id, "The hub takes any free port.");
  if (run && new URL(run.address).port === String(port)) return okCheck(id, `The hub has the address ${at}.`);
  const code = await new Promise<string | undefined>((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "an error"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return okCheck(id, `The address ${at} is free.`);
  if (code === "EADDRINUSE")
    return problemCheck(id, `Another program has the address ${at}.`, "Stop that program, or write another port:  http: { port: 8375 }");
  if (code === "EACCES") return problemCheck(id, `This user may not listen at ${at}.`, "Choose a port from 1024 up:  http: { port: 8365 }");
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return problemCheck(id, `This machine has no address ${host}.`, "Correct http.host, or leave it out.");
  return problemCheck(id, `The hub could not listen at ${at} (${code}).`, "Correct http.host and http.port.");
}

/** The address by which others reach the hub; asked itself where a hub runs. */
export async function checkPublicUrl(
  { publicUrl, host }: HttpConfig,
  { run }: ConfigLocation,
  world: DoctorEnvironment,
  offline: boolean,
): Promise<readonly DoctorCheck[]> {
  const id = "public-url";
  if (publicUrl === undefined)
    return isLoopback(host) ? [] : [warningCheck(id, "Others can reach the hub, but it has no publicUrl.", "Write http.publicUrl.")];
  const url = new URL(publicUrl);
  if (url.search !== "" || url.hash !== "")
    return [problemCheck(id, "http.publicUrl has more than scheme, host, port and path.", "Take away what follows ? and #.")];
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    return [
      warningCheck(
        id,
        `http.publicUrl begins with http:, and Microsoft sends browsers back to https: only.`,
        "Put a reverse proxy with TLS before the hub, or sign in by code.",
      ),
    ];
  if (!run || offline) return [okCheck(id, `The public address is ${publicUrl}.`)];
  const healthy = await withTimeLimit(world, async (signal) => {
    const response = await fetch(`${publicUrl.replace(/\/$/, "")}/api/health`, { signal });
    return response.ok && ((await response.json()) as { status?: unknown }).status === "ok";
  }).catch(() => false);
  if (healthy) return [okCheck(id, `The hub answers at its public address ${publicUrl}.`)];
  const cure =
    "Look at the reverse proxy: it has to hand on the Host header, and to lead here. From this machine the address may be out of reach all the same.";
  return [warningCheck(id, `The hub does not answer at its public address ${publicUrl}.`, cure)];
}
