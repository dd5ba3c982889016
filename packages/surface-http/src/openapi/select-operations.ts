import { CasementError } from "@casement/core";
import type { Host, ServiceInfo } from "@casement/host";
import type { Route } from "../route.ts";

/** What a document describes. */
export interface SelectedOperations {
  readonly routes: readonly Route[];
  readonly services: readonly ServiceInfo[];
}

/** What a program needs that calls the services of some plugins: also to find the sensors that they name. */
const readingPaths = ["/api/v1/accounts", "/api/v1/sensors", "/api/v1/sensors/{account}/{plugin}/{sensor}", "/api/v1/events"];

/**
 * Everything, or only the services of an account or of some plugins (`email,todo`) with the routes that read. Whole documents are too long for
 * many programs, and have every service once for each account.
 * @throws CasementError `account-unknown`, or `input-invalid` for a plugin that is not in use
 */
export async function selectOperations(
  host: Pick<Host, "services" | "plugins">,
  routes: readonly Route[],
  account: string | undefined,
  pluginList: string | undefined,
): Promise<SelectedOperations> {
  const services = await host.services(account);
  if (account === undefined && pluginList === undefined) return { routes, services };
  const plugins = pluginList?.split(",").map((id) => id.trim());
  const known = new Set((await host.plugins(account)).map(({ id }) => id));
  const unknown = plugins?.find((id) => !known.has(id));
  if (unknown !== undefined)
    throw new CasementError("input-invalid", `No plugin "${unknown}" is in use. There are: ${[...known].sort().join(", ")}.`);
  return {
    routes: routes.filter(({ method, path }) => method === "GET" && readingPaths.includes(path)),
    services: plugins ? services.filter(({ id }) => plugins.includes(id.split("/")[0]!)) : services,
  };
}
