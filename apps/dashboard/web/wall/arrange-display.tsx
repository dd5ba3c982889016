import "../styles/wall.css";
import type { WallSettings } from "../api/api-types.ts";
import { requestHub } from "../api/request-hub.ts";
import { ArrangeWall } from "./arrange-wall.tsx";

export { wallTexts } from "./wall-texts.ts";

/** Arranges the wall of another browser, which takes it over within a minute. */
export function ArrangeDisplay({ name, settings, onEnd }: { name: string; settings: WallSettings; onEnd: () => void }) {
  const save = async (wall: WallSettings) => {
    await requestHub(`/api/v1/access?name=${encodeURIComponent(name)}`, { method: "PATCH", body: JSON.stringify({ wall }) });
  };
  return <ArrangeWall settings={settings} onSave={save} onEnd={onEnd} />;
}
