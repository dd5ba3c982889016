import { embeddedBroker } from "./broker.fixture.ts";
import { describeSurface } from "./surface.fixture.ts";

describeSurface("an embedded broker", embeddedBroker, { speaks5: false });
