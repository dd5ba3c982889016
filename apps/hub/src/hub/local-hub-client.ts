import { type Host, type SignInResult, toSensorJson } from "@casement/host";
import { raceInterrupt } from "../interrupt.ts";
import { listenForCallback } from "./callback-listener.ts";
import type { HubClient, SignInOutcome } from "./hub-client.ts";
import type { LocalAccess } from "./open-local-access.ts";

export interface LocalHubOptions {
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly browserUrl?: ((url: string) => string) | undefined;
  readonly openAccess: () => Promise<LocalAccess>;
  /** Prepares to remove an account from where accounts are configured. */
  readonly prepareRemoval: (account: string) => Promise<AccountRemoval>;
  /** Whether other processes keep the sensors up to date. Default: false, they are read once. */
  readonly isLive?: boolean;
}

export interface AccountRemoval {
  /** Removes it from the host. */
  remove(): Promise<void>;
  /** Removes it from the configuration. */
  commit(): Promise<void>;
}

/** A client of a host opened for one command, without scheduler and journal. */
export function createLocalHubClient(options: LocalHubOptions): HubClient {
  const { host, signal, browserUrl = (url) => url, openAccess, prepareRemoval, isLive = false } = options;
  let openedAccess: Promise<LocalAccess> | undefined;
  const access = (): Promise<LocalAccess> => {
    openedAccess ??= openAccess();
    return openedAccess;
  };
  return {
    accounts: async () => host.accounts.map((account) => account.status()),
    scopes: async (account) => host.account(account).scopes(),
    plugins: async () => host.plugins(),
    async sensors() {
      // If an account fails, its sensors and status show the error.
      if (!isLive) await Promise.allSettled(host.accounts.map((account) => account.refresh()));
      await host.settled();
      return (await host.sensors()).map(toSensorJson);
    },
    services: async () => host.services(),
    call: (account, service, input) => host.account(account).call(service, input, { signal, via: "cli" }),
    logout: (account, keepData) => host.account(account).logout({ keepData }),
    async signIn(account, { method, requestedSet }) {
      const { signIn } = host.account(account);
      if (method === "device-code") {
        const { userCode, verificationUri, expiresAt, done, cancel } = await signIn.deviceCode({ requestedSet, signal });
        return { userCode, url: browserUrl(verificationUri), expiresAt, done: done.then(outcomeOf), cancel };
      }
      if (method === "paste") {
        const { url, expiresAt, done, cancel } = await signIn.callback("http://localhost/auth/callback", { requestedSet });
        return { url, expiresAt, done: done.then(outcomeOf), cancel };
      }
      const listener = await listenForCallback((address) => signIn.complete(address));
      try {
        const { url, expiresAt, done, cancel } = await signIn.callback(listener.redirectUri, { requestedSet });
        return {
          url,
          expiresAt,
          done: raceInterrupt(done, signal)
            .finally(() => listener.close())
            .then(outcomeOf),
          cancel,
        };
      } catch (error) {
        await listener.close();
        throw error;
      }
    },
    renew: (account) => host.account(account).signIn.renew(),
    complete: async (account, url) => outcomeOf(await host.account(account).signIn.complete(url)),
    access: async () => (await access()).list(),
    addAccess: async (request) => (await access()).add(request),
    audit: (limit) => host.audit().read(limit),
    revokeAccess: async (name) => (await access()).revoke(name),
    async removeAccount(name) {
      host.account(name);
      const removal = await prepareRemoval(name);
      await removal.remove();
      await (await access()).removeAccount(name);
      await removal.commit();
    },
    close: () => host.stop(),
  };
}

function outcomeOf(result: SignInResult): SignInOutcome {
  if (result.outcome === "approved") return { outcome: result.outcome };
  if (result.outcome === "signed-in") return { outcome: result.outcome, username: result.identity.username, missing: result.missing };
  return result;
}
