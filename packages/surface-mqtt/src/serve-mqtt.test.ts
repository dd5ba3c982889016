import { describeSurface } from "./suite/describe-surface.fixture.ts";
import { startEmbeddedBroker } from "./test-broker.fixture.ts";

describeSurface("an embedded broker", startEmbeddedBroker, { supportsMqtt5: false });
