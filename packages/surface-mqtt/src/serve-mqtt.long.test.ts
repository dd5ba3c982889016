import { describeLateAnswers } from "../test/suite/describe-late-answers.fixture.ts";
import { describeMuch } from "../test/suite/describe-much.fixture.ts";
import { describeRecovery } from "../test/suite/describe-recovery.fixture.ts";
import { startEmbeddedBroker } from "../test/test-broker.fixture.ts";

const name = "an embedded broker";

describeRecovery(name, startEmbeddedBroker);
describeLateAnswers(name, startEmbeddedBroker);
describeMuch(name, startEmbeddedBroker);
