import { describeSurface } from "./suite/describe-surface.fixture.ts";
import { startMosquitto } from "./test-broker.fixture.ts";

describeSurface("Mosquitto", () => startMosquitto(), { supportsMqtt5: true });
