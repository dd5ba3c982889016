import { CasementError } from "@casement/core";
import type { RunFile } from "@casement/host/config";
import type { CommandContext } from "../command-context.ts";
import type { Hub } from "./hub.ts";
import { findPlace } from "./place.ts";

/** Runs `work` with the hub that runs on the config, or else with a host opened for this command alone. */
export async function withHub<T>(context: CommandContext, work: (hub: Hub) => Promise<T>): Promise<T> {
  const { io, config: named } = context;
  const place = await findPlace(named, io);
  if (place.run) {
    const { remoteHub } = await import("./remote-hub.ts");
    return work(remoteHub(place.run, io.signal));
  }
  const [{ readConfig }, { createFromConfig }, { localHub }] = await Promise.all([
    import("./config.ts"),
    import("./create.ts"),
    import("./local-hub.ts"),
  ]);
  const config = await readConfig(place.file, io);
  const { host, transport } = await createFromConfig(config, io);
  await host.start("once");
  const hub = localHub(host, io.signal, transport?.browserUrl);
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}

/** The running hub. @throws CasementError `hub-not-running` */
export async function runningHub({ io, config }: CommandContext): Promise<RunFile> {
  const { run } = await findPlace(config, io);
  if (run) return run;
  throw new CasementError("hub-not-running", "No hub runs on this config. Start one with: casement start");
}
