import type { CommandContext } from "../command-context.ts";
import { commandPrefix } from "./command-prefix.ts";
import { demoAccount, type RunningDemo } from "./start-demo.ts";

/** The text above the sensors in a demo of the user's own plugins. */
export async function pluginIntroductionOf(
  { hub, emulator, plugins, broker }: RunningDemo,
  style: CommandContext["style"],
): Promise<string> {
  const services = (await hub.host.services()).filter(({ id }) => plugins?.ids.some((plugin) => id.startsWith(`${plugin}/`)));
  const calls = services.map(({ id, input }) => [`  ${commandPrefix} call ${demoAccount} ${id}`, ...requiredArgumentsOf(input)].join(" "));
  return `${style.bold("Casement demo")}: ${plugins?.ids.join(", ")} in a hub with an emulated Microsoft 365.

  Dashboard  ${style.cyan(hub.sessionLink())}  (valid for 10 minutes, for one browser)
  Hub        ${style.cyan(hub.address)}
  Token      ${hub.token}
  Emulator   ${style.cyan(emulator.url)}${broker ? `\n  Broker     ${style.cyan(broker.options)}` : ""}

${style.bold("Try, in another terminal in this folder:")}

  ${commandPrefix} sensors
  ${commandPrefix} scopes
  ${commandPrefix} events --follow
${calls.join("\n")}`;
}

/** The required inputs, for the author to fill in. */
const requiredArgumentsOf = ({ required }: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(required) ? required.map((key) => `${key}=…`) : [];
