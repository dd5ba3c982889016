import { useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { JsonObject, Sensor, Service } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { sensorTitleOf, serviceTitleOf, stateWordOf } from "../texts/plugin-texts.ts";
import { toTitle } from "../texts/texts.ts";
import { isOn, serviceOf, targetOf } from "./sensor-state.ts";

/** The switch or select that the sensor's presentation describes. */
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
      await apiClient.call(sensor.account, service.id, { ...targetOf(service, sensor), ...input });
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem.detail : String(error));
    }
    setBusy(false);
  };
  const problemText = problem !== undefined && (
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
          aria-label={sensorTitleOf(sensor)}
          aria-busy={busy}
          onClick={() => !busy && call(service, {})}
        >
          <i />
        </button>
        {problemText}
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
        aria-label={serviceTitleOf(service)}
        disabled={busy}
        value={options.includes(value) ? String(value) : ""}
        onChange={({ currentTarget }) => currentTarget.value && call(service, { [control.field]: currentTarget.value })}
      >
        {!options.includes(value) && <option value="">–</option>}
        {options.map((option) => (
          <option key={String(option)} value={String(option)}>
            {stateWordOf(sensor, String(option)) ?? toTitle(String(option))}
          </option>
        ))}
      </select>
      {problemText}
    </>
  );
}
