import type { Host, PluginInfo } from "@casement/host";

/** The plugins of a host by account and id. They are read again when an unknown one is asked for. */
export interface PluginCatalog {
  /** Call it before `find`. */
  know(account: string, id: string): Promise<void>;
  find(account: string, id: string): PluginInfo | undefined;
}

export function createPluginCatalog(host: Pick<Host, "plugins">): PluginCatalog {
  let plugins = new Map<string, PluginInfo>();
  const find = (account: string, id: string): PluginInfo | undefined => plugins.get(`${account}/${id}`);
  return {
    find,
    async know(account, id) {
      if (find(account, id)) return;
      plugins = new Map((await host.plugins()).map((plugin) => [`${plugin.account}/${plugin.id}`, plugin]));
    },
  };
}
