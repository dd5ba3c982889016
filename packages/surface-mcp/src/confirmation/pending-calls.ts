import { randomUUID } from "node:crypto";
import { CasementError, type Clock } from "@casement/core";
import { isSameClient, type McpClient } from "../clients/mcp-client.ts";

/** A call that a person has not agreed to yet, exactly as it will be run. */
export interface PendingCall {
  readonly client: McpClient;
  /** Of the tool. */
  readonly name: string;
  readonly account: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Calls that wait for their second step, in memory. */
export interface PendingCalls {
  /** Returns a token that works once, for ten minutes. */
  add(call: PendingCall): string;
  /** @throws CasementError `confirmation-needed` if the token is unknown, used, too old, or is of another client */
  take(token: string, client: McpClient): PendingCall;
}

/** Minutes. */
export const tokenLifetime = 10;
/** More than any person can decide about in that time. */
const maxPendingCalls = 100;

export function createPendingCalls(clock: Clock): PendingCalls {
  /** Oldest first. */
  const pending = new Map<string, { readonly call: PendingCall; readonly expiresAt: number }>();
  const now = (): number => clock.now().getTime();
  return {
    add(call) {
      for (const [token, { expiresAt }] of pending) if (expiresAt <= now() || pending.size >= maxPendingCalls) pending.delete(token);
      // Short, because models copy it.
      const token = randomUUID().slice(0, 8);
      pending.set(token, { call, expiresAt: now() + tokenLifetime * 60_000 });
      return token;
    },
    take(token, client) {
      const found = pending.get(token);
      if (!found || found.expiresAt <= now() || !isSameClient(found.call.client, client))
        throw new CasementError("confirmation-needed", "This token is unknown, used or too old. Call the tool itself again.");
      pending.delete(token);
      return found.call;
    },
  };
}
