import { randomBytes } from "node:crypto";
import type { CasementConfig, RunFile } from "@casement/host/config";
import type { CommandIo } from "../terminal/command-io.ts";
import { commandWaitMs } from "./open-cluster.ts";
import { openFront } from "./open-front.ts";

/** Runs `work` with a front of a cluster that serves nobody but this command: it has what others have, and needs none of them. */
export async function withOwnFront<T>(config: CasementConfig, io: CommandIo, work: (run: RunFile) => Promise<T>): Promise<T> {
  const { host, recentLog, close } = await openFront(config, io, { name: "casement-command", waitMs: commandWaitMs });
  try {
    const { serveHttp } = await import("@casement/surface-http");
    const token = randomBytes(24).toString("base64url");
    const { address, close: closeHttp } = await serveHttp(host, { port: 0, token, log: recentLog.log });
    try {
      return await work({ address, token, pid: process.pid });
    } finally {
      await closeHttp();
    }
  } finally {
    await close();
  }
}
