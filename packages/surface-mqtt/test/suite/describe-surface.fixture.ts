import type { TestBroker } from "../test-broker.fixture.ts";
import { describeCalls } from "./describe-calls.fixture.ts";
import { describeLateAnswers } from "./describe-late-answers.fixture.ts";
import { describePublishing } from "./describe-publishing.fixture.ts";
import { describeRecovery } from "./describe-recovery.fixture.ts";

/** Tests that must pass on every broker. */
export function describeSurface(name: string, start: () => Promise<TestBroker>, { supportsMqtt5 }: { supportsMqtt5: boolean }): void {
  describePublishing(name, start);
  describeRecovery(name, start);
  describeCalls(name, start, supportsMqtt5);
  describeLateAnswers(name, start);
}
