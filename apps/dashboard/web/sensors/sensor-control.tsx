import { useRef, useState } from "preact/hooks";
import { openFieldsOf, type ServiceCall } from "../actions/item-actions.ts";
import { callWithCare } from "../actions/load-actions.ts";
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
  /** What was chosen here, until the hub has taken it. */
  const [requested, setRequested] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const latest = useRef(new AbortController());
  const control = sensor.present?.control;
  if (!control || !mayWrite || sensor.gone) return null;

  const callOf = (service: Service, input: JsonObject = {}): ServiceCall => ({
    service,
    input: { ...targetOf(service, sensor), ...input },
  });
  /** A choice takes the place of the one that still waits. */
  const call = async (wanted: ServiceCall, choice: string, more: { title?: string; opposite?: ServiceCall | undefined }) => {
    latest.current.abort();
    const current = new AbortController();
    latest.current = current;
    setRequested(choice);
    setProblem(undefined);
    const failed = await callWithCare({ ...wanted, ...more, about: sensorTitleOf(sensor) }, { isQuiet: true, signal: current.signal }).then(
      () => undefined,
      (error) => (error instanceof ApiError ? error.problem.detail : String(error)),
    );
    if (latest.current !== current) return;
    setProblem(failed);
    setRequested(undefined);
  };
  const problemText = problem !== undefined && (
    <span class="problem" role="alert">
      {problem}
    </span>
  );
  if ("on" in control) {
    const on = isOn(sensor.state);
    const [service, back] = [on ? control.off : control.on, on ? control.on : control.off].map((name) => serviceOf(services, sensor, name));
    if (!service?.offered) return null;
    const opposite = back?.offered && openFieldsOf(callOf(back)).length === 0 ? callOf(back) : undefined;
    return (
      <>
        <button
          type="button"
          class="switch"
          role="switch"
          aria-checked={on}
          aria-label={sensorTitleOf(sensor)}
          aria-busy={requested !== undefined}
          onClick={() => requested === undefined && void call(callOf(service), String(!on), { opposite })}
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
  const value = requested ?? sensor.attributes[control.field] ?? sensor.state;
  const textOf = (option: string) => stateWordOf(sensor, option) ?? toTitle(option);
  return (
    <>
      <select
        aria-label={serviceTitleOf(service)}
        aria-busy={requested !== undefined}
        value={options.includes(value) ? String(value) : ""}
        onChange={({ currentTarget: { value: chosen } }) =>
          chosen && void call(callOf(service, { [control.field]: chosen }), chosen, { title: textOf(chosen) })
        }
      >
        {!options.includes(value) && <option value="">–</option>}
        {options.map((option) => (
          <option key={String(option)} value={String(option)}>
            {textOf(String(option))}
          </option>
        ))}
      </select>
      {problemText}
    </>
  );
}
