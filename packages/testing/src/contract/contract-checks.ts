import { abortedCalls } from "./checks/aborted-calls.ts";
import { calendarResources } from "./checks/calendar-resources.ts";
import { changeSubscriptions } from "./checks/change-subscriptions.ts";
import { cleanStop } from "./checks/clean-stop.ts";
import { completeTexts } from "./checks/complete-texts.ts";
import { containedFaults } from "./checks/contained-faults.ts";
import { convertibleSchemas } from "./checks/convertible-schemas.ts";
import { declaredEffects } from "./checks/declared-effects.ts";
import { faultRecovery } from "./checks/fault-recovery.ts";
import { fieldNotes } from "./checks/field-notes.ts";
import { itemUses } from "./checks/item-uses.ts";
import { leastPermissions } from "./checks/least-permissions.ts";
import { notifyTexts } from "./checks/notify-texts.ts";
import { privateLogs } from "./checks/private-logs.ts";
import { pureFunctions } from "./checks/pure-functions.ts";
import { quietRestart } from "./checks/quiet-restart.ts";
import { reachedPeople } from "./checks/reached-people.ts";
import { readTier } from "./checks/read-tier.ts";
import { refusedIds } from "./checks/refused-ids.ts";
import { resumedSync } from "./checks/resumed-sync.ts";
import { schemaAgreement } from "./checks/schema-agreement.ts";
import { scopeConditions } from "./checks/scope-conditions.ts";
import { separateAccounts } from "./checks/separate-accounts.ts";
import { shortSummaries } from "./checks/short-summaries.ts";
import { usedScopes } from "./checks/used-scopes.ts";
import { validDefinition } from "./checks/valid-definition.ts";
import { validEvents } from "./checks/valid-events.ts";
import { workingSensors } from "./checks/working-sensors.ts";
import { workingServices } from "./checks/working-services.ts";
import type { ContractCheck } from "./contract-check.ts";

/** The promises of the contract, basic ones first. */
export const contractChecks: readonly ContractCheck[] = [
  validDefinition,
  completeTexts,
  convertibleSchemas,
  itemUses,
  shortSummaries,
  fieldNotes,
  usedScopes,
  readTier,
  workingSensors,
  workingServices,
  notifyTexts,
  schemaAgreement,
  validEvents,
  scopeConditions,
  leastPermissions,
  pureFunctions,
  changeSubscriptions,
  calendarResources,
  declaredEffects,
  reachedPeople,
  refusedIds,
  abortedCalls,
  cleanStop,
  separateAccounts,
  quietRestart,
  resumedSync,
  faultRecovery,
  containedFaults,
  privateLogs,
];
