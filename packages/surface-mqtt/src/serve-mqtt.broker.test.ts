import { describeCalls } from "../test/suite/describe-calls.fixture.ts";
import { describeLateAnswers } from "../test/suite/describe-late-answers.fixture.ts";
import { describeMuch } from "../test/suite/describe-much.fixture.ts";
import { describePublishing } from "../test/suite/describe-publishing.fixture.ts";
import { describeRecovery } from "../test/suite/describe-recovery.fixture.ts";
import { startMosquitto } from "../test/test-broker.fixture.ts";

const name = "Mosquitto";
const start = () => startMosquitto();

describePublishing(name, start);
describeRecovery(name, start);
describeCalls(name, start, true);
describeLateAnswers(name, start);
describeMuch(name, start);
