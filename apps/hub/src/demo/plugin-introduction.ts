import type { CommandContext } from "../command-context.ts";
import { commandPrefix } from "./command-prefix.ts";
import { type Demo, demoAccount } from "./start-demo.ts";

/** What stands above the sensors in a demo of somebody's own plugins. */
export function pluginIntroductionOf({ hub, emulator, plugins, broker }: Demo, style: CommandContext["style"]): string {
  const services = hub.host.services().filter(({ id }) => plugins?.ids.some((plugin) => id.startsWith(`${plugin}/`)));
  const calls = services.map(({ id, input }) => [`  ${commandPrefix} call ${demoAccount} ${id}`, ...requiredArgumentsOf(input)].join(" "));
  return `${style.bold("Casement demo")}: ${plugins?.ids.join(", ")} in a hub, on a Microsoft 365 of its own.

  Dashboard  ${style.cyan(hub.sessionLink())}  (opens in one browser, within ten minutes)
  Hub        ${style.cyan(hub.address)}
  Token      ${hub.token}
  Emulator   ${style.cyan(emulator.url)}${broker ? `\n  Broker     ${style.cyan(broker.options)}` : ""}

${style.bold("Try, in another terminal in this folder:")}

  ${commandPrefix} sensors
  ${commandPrefix} scopes
  ${commandPrefix} events --follow
${calls.join("\n")}

Ctrl-C stops.`;
}

/** What must be given, for the author to fill in. */
const requiredArgumentsOf = ({ required }: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(required) ? required.map((key) => `${key}=…`) : [];
