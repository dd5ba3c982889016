import type { AccountStatus } from "@casement/host";
import type { DeviceContext, DiscoveryOptions } from "./entity.ts";

/** An account as a device. The user's name is left out: discovery documents are open to whoever reads the broker. */
export function deviceContext(options: DiscoveryOptions, { name, type, plugins }: AccountStatus): DeviceContext {
  const { id, version, configurationUrl, topics, words } = options;
  const device = {
    identifiers: [`${id}_${name}`],
    name: `Microsoft 365 ${name}`,
    manufacturer: "Casement",
    model: words.own(type === "personal" ? "Personal account" : "Work or school account"),
    ...(version !== undefined && { sw_version: version }),
    ...(configurationUrl !== undefined && { configuration_url: configurationUrl }),
  };
  const plugin = (wanted: string) => ({ account: name, id: wanted, title: plugins.find((one) => one.id === wanted)?.title ?? wanted });
  return { ...options, account: name, own: topics.account(name), device, plugin };
}
