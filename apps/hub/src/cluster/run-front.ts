import { randomBytes } from "node:crypto";
import type { Host } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import { type HubParts, type RunningHub, serveHub } from "../hub/serve-hub.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { createFrontWebhooks } from "./front-webhooks.ts";
import type { OpenedCluster } from "./open-cluster.ts";
import { openFront } from "./open-front.ts";
import { createStoreSetup } from "./store-setup.ts";

/** Serves the accounts of a cluster, over HTTP and everything else that the configuration has. */
export async function runFront(config: CasementConfig, io: CommandIo): Promise<RunningHub> {
  const front = await openFront(config, io, { name: "casement-front" });
  const { cluster, host, transport, recentLog } = front;
  const { log } = recentLog;
  const { containRejections } = await import("../hub/contain-rejections.ts");
  const stopContaining = containRejections(log);
  try {
    const hub = await serveHub(config, {
      ...{ host, transport, log, recentLog },
      token: config.http.token ?? (await sharedToken(host)),
      webhooks: createFrontWebhooks(host, config.webhooks, log),
      http: { notifications: config.notifications, accountSetup: await createStoreSetup(cluster, config, io) },
      alone: holdAlone(cluster),
    });
    const stop = async () => {
      await hub.stop();
      await front.close();
      stopContaining();
    };
    return { ...hub, stop };
  } catch (error) {
    await front.close();
    stopContaining();
    throw error;
  }
}

/** The token for programs is the same at all fronts. */
export async function sharedToken(host: Host): Promise<string> {
  const state = (await host.sealedState("http-token").update((known) => known ?? { token: randomBytes(24).toString("base64url") })) as {
    readonly token: string;
  };
  return state.token;
}

/** By the front that has the role; another one takes it over when that one ends. */
const holdAlone =
  ({ parts, redis, keys, onProblem }: OpenedCluster): HubParts["alone"] =>
  async (name, begin) =>
    parts.holdRole({
      ...{ redis, keys, name, onProblem },
      async run(signal) {
        const end = await begin();
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
        await end();
      },
    });
