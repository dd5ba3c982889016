import type { ConsentClass } from "@casement/core";
import type { PluginPlan } from "./create-plan.ts";

const actions = { add: "adds to it", change: "changes an item of it", remove: "removes an item of it" } as const;

const consentNotes: Readonly<Record<ConsentClass, string>> = {
  self: "",
  "administrator-where-managed": ", which only an administrator can approve where Microsoft manages consent",
  administrator: ", which only an administrator can approve",
};

/** Describes what was written, which permissions it requests, and what to do next. */
export function describePlugin(
  { name, id, read, update, sensor, service, personal }: PluginPlan,
  folder: string,
  shortFolder: string,
): string {
  const features = [
    `  reads ${read.path} with ${read.scope}${consentNotes[read.consent]}: sensor ${id}/${sensor}`,
    ...(update ? [`  ${actions[update.kind]} with ${update.scope}${consentNotes[update.consent]}: service ${id}/${service}`] : []),
    ...(!update && service ? [`  searches it: service ${id}/${service}`] : []),
    personal ? "  works with work, school, and personal accounts" : "  works with work and school accounts",
  ];
  return `Created ${name} in ${folder}. The plugin
${features.join("\n")}

Its definition is in src/plugin.ts. Next, run:

  cd ${shortFolder}
  npm install
  npm test         runs the contract test and the plugin's own tests on an emulated Microsoft 365
  npm run dev      starts a hub with the plugin, and restarts it after every change`;
}
