import "../styles/wall.css";
import { apiClient } from "../api/api-client.ts";
import type { WallSettings } from "../api/api-types.ts";
import { ArrangeWall } from "./arrange-wall.tsx";

export { wallTexts } from "./wall-texts.ts";

/** Arranges the wall of another browser, which takes it over within a minute. */
export function ArrangeDisplay({ name, settings, onEnd }: { name: string; settings: WallSettings; onEnd: () => void }) {
  return <ArrangeWall settings={settings} onSave={(wall) => apiClient.arrangeDisplay(name, wall)} onEnd={onEnd} />;
}
