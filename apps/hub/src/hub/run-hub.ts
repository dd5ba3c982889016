import { join } from "node:path";
import type { Host, Wire } from "@casement/host";
import type { Config } from "@casement/host/config";
import type { Io } from "../terminal/io.ts";
import { version } from "../version.ts";
import { createFromConfig } from "./create.ts";
import { httpToken } from "./http-token.ts";

export interface RunningHub {
  readonly host: Host;
  readonly wire: Wire | undefined;
  /** Of the HTTP interface, without a slash at the end. */
  readonly address: string;
  readonly token: string;
  /** Closes the HTTP interface, then the host. */
  stop(): Promise<void>;
}

/** Host and surfaces of a config, live. @throws CasementError `store-locked` when another process owns the data folder */
export async function runHub(config: Config, io: Io): Promise<RunningHub> {
  const { host, wire, log } = await createFromConfig(config, io);
  await host.start();
  try {
    const { serveHttp } = await import("@casement/surface-http");
    const token = config.http.token ?? (await httpToken(config.dataDir));
    const http = await serveHttp(host, {
      ...config.http,
      token,
      log,
      version: version(),
      browserUrl: wire?.browserUrl,
      sessionFile: join(config.dataDir, "browser-sessions"),
    });
    await host.announce({ address: http.address, token });
    const stop = async () => {
      await http.close();
      await host.stop();
    };
    return { host, wire, address: http.address, token, stop };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

/** Resolves with the first Ctrl-C or SIGTERM. */
export function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
