import type { Host, SensorSnapshot, SignInResult } from "@casement/host";
import { raceInterrupt } from "../interrupt.ts";
import { listenForCallback } from "./callback-listener.ts";
import type { HubClient, SensorView, SignInOutcome } from "./hub-client.ts";

/** A client of a host opened for one command, without scheduler and journal. */
export function createLocalHubClient(host: Host, signal: AbortSignal, browserUrl: (url: string) => string = (url) => url): HubClient {
  return {
    accounts: async () => host.accounts.map((account) => account.status()),
    scopes: async (account) => host.account(account).scopes(),
    plugins: async () => host.plugins(),
    async sensors() {
      // Reads once. If an account fails, its sensors and status show the error.
      await Promise.allSettled(host.accounts.map((account) => account.refresh()));
      await host.settled();
      return host.sensors().map(sensorViewOf);
    },
    services: async () => host.services(),
    call: (account, service, input) => host.account(account).call(service, input, { signal, via: "cli" }),
    logout: (account, keepData) => host.account(account).logout({ keepData }),
    async signIn(account, { method, withoutUpdates }) {
      const { signIn } = host.account(account);
      if (method === "device-code") {
        const { userCode, verificationUri, expiresAt, done } = await signIn.deviceCode({ withoutUpdates, signal });
        return { userCode, url: browserUrl(verificationUri), expiresAt, done: done.then(outcomeOf) };
      }
      if (method === "paste") {
        const { url, expiresAt, done } = await signIn.callback("http://localhost/auth/callback", { withoutUpdates });
        return { url, expiresAt, done: done.then(outcomeOf) };
      }
      const listener = await listenForCallback((address) => signIn.complete(address));
      try {
        const { url, expiresAt, done } = await signIn.callback(listener.redirectUri, { withoutUpdates });
        return {
          url,
          expiresAt,
          done: raceInterrupt(done, signal)
            .finally(() => listener.close())
            .then(outcomeOf),
        };
      } catch (error) {
        await listener.close();
        throw error;
      }
    },
    complete: async (account, url) => outcomeOf(await host.account(account).signIn.complete(url)),
    close: () => host.stop(),
  };
}

export function sensorViewOf({ id, plugin, kind, title, state, attributes, updatedAt, stale, error, gone }: SensorSnapshot): SensorView {
  return { id, plugin, kind, title, state: state ?? null, attributes, updatedAt: updatedAt ?? null, stale, error: error ?? null, gone };
}

function outcomeOf(result: SignInResult): SignInOutcome {
  if (result.outcome === "approved") return { outcome: result.outcome };
  if (result.outcome === "signed-in") return { outcome: result.outcome, username: result.identity.username, missing: result.missing };
  const { outcome, code, means, cure } = result;
  return { outcome, code, means, cure };
}
