import { useEffect, useState } from "preact/hooks";
import type { Sensor } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { currentLanguage } from "../texts/texts.ts";
import type { ProblemTexts } from "./problem-texts.ts";
import { loadProblemTexts, sensorErrorText } from "./translate-problem.ts";

/** What is wrong with a sensor, in the page's language. The texts load when one of the sensors has an error. */
export function useSensorErrorText(sensors: readonly Sensor[]): (sensor: Sensor) => string | undefined {
  const language = useStore(currentLanguage);
  const [texts, setTexts] = useState<ProblemTexts>();
  const hasErrors = sensors.some(({ error }) => error !== null);
  useEffect(() => {
    let isShown = true;
    if (hasErrors) void loadProblemTexts().then((loaded) => isShown && setTexts(loaded));
    return () => {
      isShown = false;
    };
  }, [hasErrors, language]);
  return (sensor) => sensorErrorText(sensor, texts);
}
