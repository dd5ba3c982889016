import { CasementError, type Logger, systemClock } from "@casement/core";
import type { Host } from "@casement/host";
import type { CasementConfig } from "@casement/host/config";
import type { AddedGrant, GrantRequest } from "@casement/surface-http";
import { caldavGrantKinds } from "./caldav-grant-kinds.ts";
import type { AccessList } from "./hub-client.ts";

/** The access that a hub has given out, while no hub is running. */
export interface LocalAccess {
  list(): AccessList;
  add(request: GrantRequest): Promise<AddedGrant>;
  revoke(name: string): Promise<void>;
  /** Ends the access to an account that is removed. */
  removeAccount(account: string): Promise<void>;
}

export async function openLocalAccess(host: Host, config: CasementConfig, log: Logger): Promise<LocalAccess> {
  const { createAgentKind, createHubAddresses, openHubAccess } = await import("@casement/surface-http");
  const { http } = config;
  const access = await openHubAccess(host, {
    kinds: [...(await caldavGrantKinds(config)), createAgentKind(config.mcp !== undefined)],
    clock: systemClock,
    log,
  });
  const { addressOf } = createHubAddresses(http);
  return {
    list: () => ({ grants: access.store.list(), kinds: access.kinds }),
    async add(request) {
      if (http.port === 0 && http.publicUrl === undefined)
        throw new CasementError(
          "hub-not-running",
          "The address of the hub is not known before it runs (http.port: 0). Start the hub first.",
        );
      return access.add(request, addressOf);
    },
    revoke: access.revoke,
    async removeAccount(account) {
      access.store.removeAccount(account);
      await access.store.saved();
    },
  };
}
