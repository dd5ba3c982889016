import type { Host, PluginInfo, ServiceInfo } from "@casement/host";

/** The services and plugins of a host, as of the last refresh. Messages are built from them without waiting. */
export interface HostCatalog {
  /** Reads everything again. Until that is done, the old entries stay. */
  refresh(): Promise<void>;
  services(): Iterable<ServiceInfo>;
  findService(account: string, id: string): ServiceInfo | undefined;
  pluginsOf(account: string): readonly PluginInfo[];
  findPlugin(account: string, id: string): PluginInfo | undefined;
}

export function createHostCatalog(host: Pick<Host, "services" | "plugins">): HostCatalog {
  let services = new Map<string, ServiceInfo>();
  let plugins = new Map<string, PluginInfo>();
  return {
    async refresh() {
      const [serviceInfos, pluginInfos] = await Promise.all([host.services(), host.plugins()]);
      services = new Map(serviceInfos.map((service) => [`${service.account}/${service.id}`, service]));
      plugins = new Map(pluginInfos.map((plugin) => [`${plugin.account}/${plugin.id}`, plugin]));
    },
    services: () => services.values(),
    findService: (account, id) => services.get(`${account}/${id}`),
    pluginsOf: (account) => [...plugins.values()].filter((plugin) => plugin.account === account),
    findPlugin: (account, id) => plugins.get(`${account}/${id}`),
  };
}
