import { useEffect, useState } from "preact/hooks";
import type { Sensor } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { currentLanguage } from "../texts/texts.ts";
import type { ProblemTexts } from "./problem-texts.ts";
import { livenessText, loadProblemTexts, sensorErrorText } from "./translate-problem.ts";

/** What is wrong with a sensor, in the page's language. The texts load when one of the sensors has an error. */
export function useSensorErrorText(sensors: readonly Sensor[]): (sensor: Sensor) => string | undefined {
  const texts = useErrorTexts(sensors.some(({ error }) => error !== null));
  return (sensor) => sensorErrorText(sensor, texts);
}

/** Why a sensor is not live, in the page's language. */
export function useLivenessText(sensor: Sensor | undefined): string | undefined {
  const texts = useErrorTexts(sensor?.livenessReason !== undefined);
  return sensor && livenessText(sensor, texts);
}

/** The texts for errors, once they are needed. Undefined in English, and until they are loaded. */
export function useErrorTexts(isNeeded: boolean): ProblemTexts | undefined {
  const language = useStore(currentLanguage);
  const [texts, setTexts] = useState<ProblemTexts>();
  useEffect(() => {
    let isShown = true;
    if (isNeeded) void loadProblemTexts().then((loaded) => isShown && setTexts(loaded));
    return () => {
      isShown = false;
    };
  }, [isNeeded, language]);
  return texts;
}
