import { useState } from "preact/hooks";
import { ApiError, client } from "../api/client.ts";
import { useStore } from "../api/store.ts";
import type { JsonObject, Sensor, Service } from "../api/types.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { sensorTitle, serviceTitle, stateWord } from "../texts/plugin-texts.ts";
import { title } from "../texts/texts.ts";
import { isOn, serviceOf, targetOf } from "./sensor-value.ts";

/** The switch or choice that a sensor's presentation names. */
export function SensorControl({ sensor }: { sensor: Sensor }) {
  const services = useStore(useHub().services);
  const mayWrite = useMayWrite();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const control = sensor.present?.control;
  if (!control || !mayWrite || sensor.gone) return null;

  const call = async (service: Service, input: JsonObject) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await client.call(sensor.account, service.id, { ...targetOf(service, sensor), ...input });
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem.detail : String(error));
    }
    setBusy(false);
  };
  const said = problem !== undefined && (
    <span class="problem" role="alert">
      {problem}
    </span>
  );
  if ("on" in control) {
    const on = isOn(sensor.state);
    const service = serviceOf(services, sensor, on ? control.off : control.on);
    if (!service?.offered) return null;
    return (
      <>
        <button
          type="button"
          class="switch"
          role="switch"
          aria-checked={on}
          aria-label={sensorTitle(sensor)}
          aria-busy={busy}
          onClick={() => !busy && call(service, {})}
        >
          <i />
        </button>
        {said}
      </>
    );
  }
  const service = serviceOf(services, sensor, control.select);
  const options = service?.input.properties?.[control.field]?.enum ?? sensor.present?.options;
  if (!service?.offered || !options) return null;
  const value = sensor.attributes[control.field] ?? sensor.state;
  return (
    <>
      <select
        aria-label={serviceTitle(service)}
        disabled={busy}
        value={options.includes(value) ? String(value) : ""}
        onChange={({ currentTarget }) => currentTarget.value && call(service, { [control.field]: currentTarget.value })}
      >
        {!options.includes(value) && <option value="">–</option>}
        {options.map((option) => (
          <option key={String(option)} value={String(option)}>
            {stateWord(sensor, String(option)) ?? title(String(option))}
          </option>
        ))}
      </select>
      {said}
    </>
  );
}
