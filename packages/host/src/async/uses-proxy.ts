const globalDispatcher = Symbol.for("undici.globalDispatcher.1");

/**
 * Whether the process told `fetch` to use a proxy: with Node's switch, in its environment or among its arguments, or with a dispatcher of undici. By itself,
 * `fetch` has an `Agent` there, or nothing before its first request.
 */
export function usesProxy(
  { NODE_USE_ENV_PROXY, NODE_OPTIONS = "" }: NodeJS.ProcessEnv,
  args: readonly string[] = process.execArgv,
  dispatcher: object | undefined = (globalThis as { [globalDispatcher]?: object })[globalDispatcher],
): boolean {
  const isSwitchedOn = NODE_USE_ENV_PROXY === "1" || [...args, ...NODE_OPTIONS.split(/\s+/)].includes("--use-env-proxy");
  return isSwitchedOn || (dispatcher !== undefined && dispatcher.constructor.name !== "Agent");
}
