import { spawn } from "node:child_process";

/** Opens an address in the default browser, unless the session is remote or has no display. Returns whether it tried. */
export function openBrowser(url: string, env: Readonly<Record<string, string | undefined>>): boolean {
  const command = openCommand(env);
  if (!command) return false;
  const [name, ...args] = command;
  const child = spawn(name!, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
  return true;
}

/** Whether this session is on a machine with a browser. */
export const hasBrowser = (env: Readonly<Record<string, string | undefined>>): boolean => openCommand(env) !== undefined;

function openCommand(env: Readonly<Record<string, string | undefined>>): readonly string[] | undefined {
  if (env.SSH_CONNECTION) return undefined;
  if (process.platform === "darwin") return ["open"];
  if (process.platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ["xdg-open"] : undefined;
}
