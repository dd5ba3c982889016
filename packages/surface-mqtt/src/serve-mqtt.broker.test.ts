import { describeSurface } from "../test/suite/describe-surface.fixture.ts";
import { startMosquitto } from "../test/test-broker.fixture.ts";

describeSurface("Mosquitto", () => startMosquitto(), { supportsMqtt5: true });
