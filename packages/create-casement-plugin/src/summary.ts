import type { Plan } from "./ask.ts";

/** What was written, what it asks people for, and what to do next. */
export function summary({ name, id, read, update, sensor, service, personal }: Plan, folder: string, shortFolder: string): string {
  const admin = (needed: boolean): string => (needed ? ", which only an administrator can approve" : "");
  const does = [
    `  reads ${read.path} with ${read.scope}${admin(read.adminConsent)}: sensor ${id}/${sensor}`,
    ...(update ? [`  adds to it with ${update.scope}${admin(update.adminConsent)}: service ${id}/${service}`] : []),
    ...(!update && service ? [`  searches it: service ${id}/${service}`] : []),
    personal ? "  works with work, school and personal accounts" : "  works with work and school accounts",
  ];
  return `${name} is in ${folder}. It
${does.join("\n")}

The plugin is src/plugin.ts. Next:

  cd ${shortFolder}
  npm install
  npm test         the contract test and its own, on an emulated Microsoft 365
  npm run dev      a hub with the plugin, started again at every change`;
}
