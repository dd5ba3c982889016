import { useContext, useState } from "preact/hooks";
import { actionTexts } from "../actions/action-texts.ts";
import type { JsonValue } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { FormServiceContext, sensorTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { formatTime } from "../texts/times.ts";
import { choosableItems } from "./choosable-items.ts";
import type { InputAttributes } from "./field-view.tsx";

interface ItemFieldProps {
  readonly value: JsonValue | undefined;
  readonly inputAttributes: InputAttributes;
  readonly required: boolean;
  /** For an input without a visible label. */
  readonly label?: string;
  onChange(value: JsonValue | undefined): void;
}

/** The item that a service acts on: one of those that the hub knows, by its title, or another one by its ID. */
export function ItemField({ value, inputAttributes, required, label, onChange }: ItemFieldProps) {
  const texts = useTexts().services;
  const { otherId } = actionTexts.use();
  const sensors = useStore(useHub().sensors);
  const service = useContext(FormServiceContext);
  const groups = service ? choosableItems(service, sensors.values()) : [];
  const id = typeof value === "string" ? value : "";
  const isKnown = id === "" || groups.some(({ items }) => items.some((item) => item.id === id));
  const [isOther, setIsOther] = useState(!isKnown);
  const attributes = { ...inputAttributes, required, ...(label !== undefined && { "aria-label": label }) };
  if (isOther || !isKnown || groups.length === 0)
    return (
      <input
        {...attributes}
        type="text"
        autocomplete="off"
        value={id}
        onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      />
    );
  return (
    <select
      {...attributes}
      value={id}
      onChange={({ currentTarget: { value: chosen } }) => {
        setIsOther(chosen === otherValue);
        onChange(chosen === otherValue || chosen === "" ? undefined : chosen);
      }}
    >
      <option value="">{texts.choose}</option>
      {groups.map(({ sensor, items }) => (
        <optgroup key={sensor.id} label={sensorTitleOf(sensor)}>
          {items.map((item) => (
            <option key={item.key} value={item.id}>
              {item.title || "–"}
              {item.start && ` · ${formatTime(item.start, { dateStyle: "short", ...(!item.allDay && { timeStyle: "short" }) })}`}
            </option>
          ))}
        </optgroup>
      ))}
      <option value={otherValue}>{otherId}</option>
    </select>
  );
}

/** No ID: it has a space. */
const otherValue = "other id";
