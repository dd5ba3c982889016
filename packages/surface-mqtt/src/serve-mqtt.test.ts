import { describeCalls } from "../test/suite/describe-calls.fixture.ts";
import { describePublishing } from "../test/suite/describe-publishing.fixture.ts";
import { startEmbeddedBroker } from "../test/test-broker.fixture.ts";

const name = "an embedded broker";

describePublishing(name, startEmbeddedBroker);
describeCalls(name, startEmbeddedBroker, false);
