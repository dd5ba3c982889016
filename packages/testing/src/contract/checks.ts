import type { Check } from "./check.ts";
import { accountsApart } from "./checks/accounts-apart.ts";
import { cleanStop } from "./checks/clean-stop.ts";
import { completeTexts } from "./checks/complete-texts.ts";
import { examples } from "./checks/examples.ts";
import { faultsContained } from "./checks/faults-contained.ts";
import { fittingEvents } from "./checks/fitting-events.ts";
import { honestEffects } from "./checks/honest-effects.ts";
import { honestWhen } from "./checks/honest-when.ts";
import { honoursSignal } from "./checks/honours-signal.ts";
import { interruptedSync } from "./checks/interrupted-sync.ts";
import { keepsSecrets } from "./checks/keeps-secrets.ts";
import { leastPrivileged } from "./checks/least-privileged.ts";
import { names } from "./checks/names.ts";
import { pureFunctions } from "./checks/pure-functions.ts";
import { quietRestart } from "./checks/quiet-restart.ts";
import { readTier } from "./checks/read-tier.ts";
import { schemas } from "./checks/schemas.ts";
import { sensorsRead } from "./checks/sensors-read.ts";
import { servicesRun } from "./checks/services-run.ts";
import { survivesFaults } from "./checks/survives-faults.ts";
import { textAlone } from "./checks/text-alone.ts";
import { usedScopes } from "./checks/used-scopes.ts";

/** The promises of the contract, in the order in which an author wants to hear of them. */
export const checks: readonly Check[] = [
  names,
  completeTexts,
  schemas,
  usedScopes,
  readTier,
  sensorsRead,
  servicesRun,
  textAlone,
  examples,
  fittingEvents,
  honestWhen,
  leastPrivileged,
  pureFunctions,
  honestEffects,
  honoursSignal,
  cleanStop,
  accountsApart,
  quietRestart,
  interruptedSync,
  survivesFaults,
  faultsContained,
  keepsSecrets,
];
