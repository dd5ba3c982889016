import { batchFaults } from "./batch-faults.ts";
import { brokenResponses } from "./broken-responses.ts";
import { brokerFaults } from "./broker-faults.ts";
import { callInputs } from "./call-inputs.ts";
import { wrongClocks } from "./clocks.ts";
import { deltaCursors } from "./cursors.ts";
import { damagedFiles } from "./damaged-files.ts";
import type { ScenarioGroup } from "./fault-scenario.ts";
import { fullDisk } from "./full-disk.ts";
import { killedHub } from "./kills.ts";
import { heavyLoad } from "./load.ts";
import { logOutput } from "./log-output.ts";
import { lostResponses } from "./lost-responses.ts";
import { networkFaults } from "./network-faults.ts";
import { notificationFaults } from "./notification-faults.ts";
import { relayFaults } from "./relay-faults.ts";
import { signInStates } from "./sign-in-states.ts";
import { stopSignals } from "./signals.ts";
import { staleSensors } from "./staleness.ts";
import { startStates } from "./start-states.ts";
import { throttlingFaults } from "./throttling-faults.ts";
import { tlsStates } from "./tls-states.ts";
import { tokenFaults } from "./token-faults.ts";
import { webhookFaults } from "./webhook-faults.ts";

/** The campaign, in the order in which it runs. */
export const scenarioGroups: readonly ScenarioGroup[] = [
  callInputs,
  killedHub,
  lostResponses,
  startStates,
  tlsStates,
  staleSensors,
  networkFaults,
  throttlingFaults,
  brokenResponses,
  batchFaults,
  tokenFaults,
  signInStates,
  deltaCursors,
  wrongClocks,
  fullDisk,
  damagedFiles,
  logOutput,
  brokerFaults,
  webhookFaults,
  notificationFaults,
  relayFaults,
  heavyLoad,
  stopSignals,
];
