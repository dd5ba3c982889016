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
  /** What the person is asked. */
  readonly question: string;
}

/** Calls that wait for their second step, in memory. */
export interface PendingCalls {
  /** Returns a token that works once, for ten minutes. */
  add(call: PendingCall): string;
  has(token: string, client: McpClient): boolean;
  /** @throws CasementError `confirmation-needed` if the token is unknown, used, too old, or is of another client */
  take(token: string, client: McpClient): PendingCall;
}

/** Minutes. */
export const tokenLifetime = 10;
/** Of one client: more than any person can decide about in that time. */
export const maxPendingCalls = 100;
/** Of one client, in characters of JSON: the input can have files. */
export const maxPendingSize = 32_000_000;

interface KeptCall {
  readonly call: PendingCall;
  readonly expiresAt: number;
  readonly size: number;
}

export function createPendingCalls(clock: Clock): PendingCalls {
  /** Oldest first. */
  const pending = new Map<string, KeptCall>();
  const now = (): number => clock.now().getTime();
  function makeRoom(client: McpClient, size: number): void {
    for (const [token, { expiresAt }] of pending) if (expiresAt <= now()) pending.delete(token);
    const own = [...pending].filter(([, { call }]) => call.client.name === client.name);
    let total = own.reduce((sum, [, kept]) => sum + kept.size, size);
    for (const [index, [token, kept]] of own.entries()) {
      if (own.length - index < maxPendingCalls && total <= maxPendingSize) return;
      pending.delete(token);
      total -= kept.size;
    }
  }
  const find = (token: string, client: McpClient): PendingCall | undefined => {
    const found = pending.get(token);
    return found && found.expiresAt > now() && isSameClient(found.call.client, client) ? found.call : undefined;
  };
  return {
    has: (token, client) => find(token, client) !== undefined,
    add(call) {
      const size = JSON.stringify(call.input).length;
      makeRoom(call.client, size);
      // Short, because models copy it.
      const token = randomUUID().slice(0, 8);
      pending.set(token, { call, size, expiresAt: now() + tokenLifetime * 60_000 });
      return token;
    },
    take(token, client) {
      const call = find(token, client);
      if (!call) throw new CasementError("confirmation-needed", "This token is unknown, used or too old. Call the tool itself again.");
      pending.delete(token);
      return call;
    },
  };
}
