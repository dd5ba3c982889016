import { mosquitto } from "./broker.fixture.ts";
import { describeSurface } from "./surface.fixture.ts";

describeSurface("Mosquitto", () => mosquitto(), { speaks5: true });
