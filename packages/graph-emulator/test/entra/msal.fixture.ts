import type { ICachePlugin, INetworkModule, NetworkRequestOptions } from "@azure/msal-node";
import type { ContosoTenant } from "./entra.fixture.ts";

/** Sends msal's requests to the emulator in this process. */
export function createNetworkModule({ fetch }: Pick<ContosoTenant, "fetch">): INetworkModule {
  const send = async (method: string, url: string, options: NetworkRequestOptions = {}): Promise<any> => {
    const response = await fetch(new Request(url, { method, headers: options.headers ?? {}, body: options.body ?? null }));
    return { headers: Object.fromEntries(response.headers), body: await response.json(), status: response.status };
  };
  return {
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
}

export function createMemoryCache(): ICachePlugin {
  let text = "";
  return {
    beforeCacheAccess: async (cache) => void (text && cache.tokenCache.deserialize(text)),
    afterCacheAccess: async (cache) => {
      if (cache.cacheHasChanged) text = cache.tokenCache.serialize();
    },
  };
}
