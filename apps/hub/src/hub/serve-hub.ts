import { existsSync } from "node:fs";
import { type Logger, systemClock } from "@casement/core";
import { dashboardFolder } from "@casement/dashboard";
import type { Host, RecentLog, Transport } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { HttpOptions } from "@casement/surface-http";
import type { MqttSurface } from "@casement/surface-mqtt";
import { hubVersion } from "../hub-manifest.ts";
import { type NewVersionWatch, watchNewVersions } from "../new-version/watch-new-versions.ts";
import { caldavGrantKinds } from "./caldav-grant-kinds.ts";
import type { HubWebhooks } from "./hub-webhooks.ts";
import { importCaldav, importMcp, importMqtt } from "./import-surfaces.ts";

export interface RunningHub {
  readonly host: Host;
  readonly transport: Transport | undefined;
  /** Address of the HTTP interface, without a trailing slash. */
  readonly address: string;
  readonly token: string;
  /** A one-time link to the dashboard, valid for 10 minutes. */
  sessionLink(): string;
  /** Starts the scheduler and the webhooks, and connects to the broker if the configuration has `mqtt:`. */
  goLive(): Promise<void>;
  /** Closes the surfaces, then the host. */
  stop(): Promise<void>;
}

/** A host that has started, and how its surfaces differ from those of another: of a hub, or of a front. */
export interface HubParts {
  readonly host: Host;
  readonly transport: Transport | undefined;
  readonly log: Logger;
  readonly recentLog: RecentLog;
  readonly token: string;
  readonly webhooks: Omit<HubWebhooks, "configure">;
  readonly http?: Pick<HttpOptions, "notifications" | "accountSetup" | "webhookSetup" | "backup">;
  /** Does what only one process may do at a time, from `goLive` on. `run` begins it and returns how to end it. */
  readonly alone: (role: "mqtt" | "webhooks", run: () => Promise<() => Promise<void>>) => Promise<{ stop(): Promise<void> }>;
}

/** Serves a host over HTTP and everything else that the configuration has. It serves the stored values until `goLive` is called. */
export async function serveHub(config: CasementConfig, parts: HubParts): Promise<RunningHub> {
  const { host, transport, log, recentLog, token, webhooks, alone } = parts;
  const [{ serveHttp }, connectMqtt, createMcp, createCaldav] = await Promise.all([
    import("@casement/surface-http"),
    importMqtt(config),
    importMcp(config),
    importCaldav(config),
  ]);
  const mcp = createMcp?.(host, log);
  const caldav = createCaldav?.(host);
  let newVersions: NewVersionWatch | undefined;
  const http = await serveHttp(host, {
    ...config.http,
    ...parts.http,
    token,
    log,
    recentLog,
    mcp,
    mcpReadToken: config.mcp?.readToken,
    webhooks,
    version: hubVersion(),
    browserUrl: transport?.browserUrl,
    staticFolder: existsSync(dashboardFolder) ? dashboardFolder : undefined,
    newVersion: () => newVersions?.newVersion,
    ...(caldav ? { mounts: [caldav] } : { grantKinds: await caldavGrantKinds(config) }),
  });
  await host.announce({ address: http.address, token });
  const begun: { stop(): Promise<void> }[] = [];
  const sendWebhooks = async () => {
    await webhooks.start();
    return webhooks.close;
  };
  const serveBroker = async () => {
    const mqtt: MqttSurface | undefined = await connectMqtt?.(host, http.addressOf("/"), log);
    return async () => mqtt?.close();
  };
  const goLive = async () => {
    await host.start();
    if (config.newVersions) newVersions = watchNewVersions({ fetch: (url, init) => fetch(url, init) }, hubVersion(), systemClock, log);
    begun.push(await alone("webhooks", sendWebhooks));
    if (connectMqtt) begun.push(await alone("mqtt", serveBroker));
  };
  const stop = async () => {
    newVersions?.stop();
    for (const each of begun.toReversed()) await each.stop();
    await webhooks.close();
    await mcp?.close();
    await http.close();
  };
  return { host, transport, address: http.address, token, sessionLink: http.sessionLink, goLive, stop };
}
