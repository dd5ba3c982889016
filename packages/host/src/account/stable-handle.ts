import type { AgendaDays } from "@casement/core";
import type { AccountHandle } from "../api.ts";

/** An account as programs hold it: it stays the same when the account's configuration changes, and while the host stops and starts. */
export interface StableHandle extends AccountHandle {
  /** From now on, this is the account. Days that were wanted before are wanted again. */
  use(opened: AccountHandle): void;
  /** Asynchronous calls that begin now wait for this. */
  waitFor(change: Promise<unknown>): void;
  /** The account no longer exists: every use throws this. */
  end(reason: Error): void;
}

export function createStableHandle(opened: AccountHandle): StableHandle {
  const { name } = opened;
  let account = opened;
  let changing: Promise<unknown> | undefined;
  let endReason: Error | undefined;
  const wanted = new Map<AgendaDays, () => void>();

  const now = (): AccountHandle => {
    if (endReason) throw endReason;
    return account;
  };
  const settled = async (): Promise<AccountHandle> => {
    await changing;
    return now();
  };
  return {
    name,
    get options() {
      return now().options;
    },
    status: () => now().status(),
    userId: () => now().userId(),
    scopes: async () => (await settled()).scopes(),
    signIn: {
      deviceCode: async (options) => (await settled()).signIn.deviceCode(options),
      callback: async (redirectUri, options) => (await settled()).signIn.callback(redirectUri, options),
      complete: async (url) => (await settled()).signIn.complete(url),
      outcome: async (id) => (await settled()).signIn.outcome(id),
      cancel: async (id) => (await settled()).signIn.cancel(id),
      renew: async () => (await settled()).signIn.renew(),
    },
    logout: async (options) => (await settled()).logout(options),
    call: async (service, input, options) => (await settled()).call(service, input, options),
    service: async (plugin, service, input, options) => (await settled()).service(plugin, service, input, options),
    sensor: async (plugin, kind, sensor) => (await settled()).sensor(plugin, kind, sensor),
    on: (plugin, event, listener) => now().on(plugin, event, listener),
    preview: async (service, input) => (await settled()).preview(service, input),
    reachesOthers: async (service, input) => (await settled()).reachesOthers(service, input),
    reportFailedCall: async (call) => (await settled()).reportFailedCall(call),
    reportRefusedAgent: async (call) => (await settled()).reportRefusedAgent(call),
    reportWebhook: async (webhook) => (await settled()).reportWebhook(webhook),
    refresh: async (sensor) => (await settled()).refresh(sensor),
    rescan: async () => (await settled()).rescan(),
    collections: async () => (await settled()).collections(),
    wantAgenda(days) {
      const own = { ...days };
      wanted.set(own, now().wantAgenda(own));
      return () => {
        wanted.get(own)?.();
        wanted.delete(own);
      };
    },
    use(next) {
      if (next === account) return;
      account = next;
      for (const days of wanted.keys()) wanted.set(days, next.wantAgenda(days));
    },
    waitFor(change) {
      const done = change.catch(() => {});
      changing = done;
      void done.then(() => {
        if (changing === done) changing = undefined;
      });
    },
    end(reason) {
      endReason = reason;
    },
  };
}
