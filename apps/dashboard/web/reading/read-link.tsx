import type { Sensor } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { readAddressOf, readServiceOf } from "./readable.ts";

/** Leads to the page where the items of the sensor are read, if there is one. */
export function ReadLink({ sensor }: { sensor: Sensor }) {
  const { read } = useTexts().home;
  const services = useStore(useHub().services);
  const mayCall = useMayWrite();
  if (!mayCall || !readServiceOf(services, sensor)) return null;
  return (
    <a class="button quiet small" href={readAddressOf(sensor)} aria-label={`${read}: ${sensorTitleOf(sensor)}`}>
      {read}
    </a>
  );
}
