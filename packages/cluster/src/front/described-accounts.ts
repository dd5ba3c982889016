import type { PluginInfo, ServiceInfo } from "@casement/host";
import type { ToldAccount } from "@casement/host/ports";
import type { OwnerCalls } from "./owner-calls.ts";

/** The services and plugins of accounts, as their owners describe them. They are kept as long as nothing that decides about them changes. */
export interface DescribedAccounts {
  /** @throws CasementError `not-running` */
  services(account: string): Promise<readonly ServiceInfo[]>;
  /** As `services`. */
  plugins(account: string): Promise<readonly PluginInfo[]>;
  forget(account: string): void;
}

export function createDescribedAccounts(owners: OwnerCalls, toldOf: (account: string) => ToldAccount | undefined): DescribedAccounts {
  const describe = <T>(what: "services" | "plugins") => {
    const known = new Map<string, { readonly of: string; readonly answer: Promise<readonly T[]> }>();
    const read = (account: string): Promise<readonly T[]> => {
      const of = whatDecides(toldOf(account));
      const before = known.get(account);
      if (before?.of === of) return before.answer;
      const answer = owners.ask<readonly T[]>(account, { do: what });
      const entry = { of, answer };
      known.set(account, entry);
      answer.catch(() => {
        if (known.get(account) === entry) known.delete(account);
      });
      return answer;
    };
    return { read, forget: (account: string) => void known.delete(account) };
  };
  const services = describe<ServiceInfo>("services");
  const plugins = describe<PluginInfo>("plugins");
  return {
    services: services.read,
    plugins: plugins.read,
    forget(account) {
      services.forget(account);
      plugins.forget(account);
    },
  };
}

/** Which services are offered follows from the permissions; what their inputs may name, from the sensors. */
function whatDecides(told: ToldAccount | undefined): string {
  if (!told) return "";
  const { state, requestedSet, plugins } = told.status;
  const access = plugins.map(({ id, access, state: waiting, missing, reason, failed }) => [id, access, waiting, missing, reason, failed]);
  return JSON.stringify([state, requestedSet, access, told.sensors, told.options]);
}
