import { householdTenant, householdUsers } from "@casement/graph-emulator/household";
import type { CommandContext } from "../command-context.ts";
import { commandPrefix } from "./command-prefix.ts";
import { demoAccount, demoUser, type RunningDemo } from "./start-demo.ts";

/** The text of a demo in which the user meets the wall of consent, and an administrator approves. */
export function consentIntroductionOf({ hub, emulator, consent, broker }: RunningDemo, style: CommandContext["style"]): string {
  const review = `${emulator.url}/${householdTenant.domain}/admin-consent-requests`;
  return `${style.bold("Casement demo")}: an organization with the consent policy "${consent}", and the account "${demoAccount}", which has not signed in.

  1. Open the dashboard (valid for 10 minutes, for one browser), and sign in as ${style.bold(demoUser)}. There are no passwords.
       ${style.cyan(`${hub.sessionLink()}`)}
     At "Approval required", request the approval, and return to the application. Then sign in with less.
  2. Approve as the administrator, ${style.bold(householdUsers.admin)}:
       ${style.cyan(review)}
  3. On the dashboard, choose Check now: what waited starts by itself.

In a terminal in this folder:
  ${commandPrefix} login ${demoAccount}
  ${commandPrefix} scopes --format request --out request.html${broker ? `\n  mosquitto_sub ${broker.options} -v -t '${broker.baseTopic}/${demoAccount}/#'` : ""}`;
}
