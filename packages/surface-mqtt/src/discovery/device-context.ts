import type { AccountStatus } from "@casement/host";
import type { DeviceContext, DiscoveryOptions } from "./discovery-message.ts";

/** An account as a Home Assistant device. Without the user's name: anyone who may read the broker can read discovery messages. */
export function createDeviceContext(options: DiscoveryOptions, { name, type, plugins }: AccountStatus): DeviceContext {
  const { hubId, version, configurationUrl, topics, translations } = options;
  const device = {
    identifiers: [`${hubId}_${name}`],
    name: `Microsoft 365 ${name}`,
    manufacturer: "Casement",
    model: translations.surfaceText(type === "personal" ? "Personal account" : "Work or school account"),
    ...(version !== undefined && { sw_version: version }),
    ...(configurationUrl !== undefined && { configuration_url: configurationUrl }),
  };
  const findPlugin = (id: string) => ({ account: name, id, title: plugins.find((plugin) => plugin.id === id)?.title ?? id });
  return { ...options, account: name, accountTopics: topics.account(name), device, findPlugin };
}
