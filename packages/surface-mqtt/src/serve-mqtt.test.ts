import { describeSurface } from "../test/suite/describe-surface.fixture.ts";
import { startEmbeddedBroker } from "../test/test-broker.fixture.ts";

describeSurface("an embedded broker", startEmbeddedBroker, { supportsMqtt5: false });
