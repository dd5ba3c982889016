import { useContext, useId, useState } from "preact/hooks";
import type { JsonSchema, JsonValue } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { slugOf } from "../sensors/sensor-state.ts";
import { FormServiceContext, sensorTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import type { InputAttributes } from "./field-view.tsx";
import { FileInput } from "./file-input.tsx";
import type { FieldShape } from "./schema-shape.ts";

interface ScalarInputProps {
  readonly shape: FieldShape;
  readonly schema: JsonSchema;
  readonly value: JsonValue | undefined;
  readonly inputAttributes: InputAttributes;
  readonly required: boolean;
  /** A choice in words. */
  optionText(value: string): string;
  /** For an input without a visible label. */
  readonly label?: string;
  onChange(value: JsonValue | undefined): void;
}

/** One value that the person types or selects. */
export function ScalarInput(props: ScalarInputProps) {
  const { shape, schema, value, inputAttributes, required, optionText, label, onChange } = props;
  const texts = useTexts().services;
  const titles = useSensorTitles();
  const attributes = { ...inputAttributes, required, ...(label !== undefined && { "aria-label": label }) };
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const placeholder = schema.default === undefined || schema.default === null ? undefined : String(schema.default);
  const onText = (next: string) => onChange(next === "" ? undefined : next);
  switch (shape.as) {
    case "choice":
      return (
        <select
          {...attributes}
          value={value === undefined ? "" : String(value)}
          onChange={({ currentTarget }) => onChange(shape.options.find((option) => String(option) === currentTarget.value))}
        >
          <option value="">{schema.default === undefined ? texts.choose : optionText(String(schema.default))}</option>
          {shape.options
            .filter((option) => option !== schema.default)
            .map((option) => (
              <option key={String(option)} value={String(option)}>
                {optionText(String(option))}
              </option>
            ))}
        </select>
      );
    case "number":
    case "whole-number":
      return (
        <input
          {...attributes}
          type="number"
          step={shape.as === "number" ? "any" : 1}
          min={schema.minimum}
          max={schema.maximum}
          placeholder={placeholder}
          value={text}
          onInput={({ currentTarget }) => onChange(currentTarget.value === "" ? undefined : Number(currentTarget.value))}
        />
      );
    case "multiline":
      return (
        <textarea
          {...attributes}
          rows={4}
          maxLength={schema.maxLength}
          value={text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      );
    case "suggested":
      return <SuggestionInput {...props} options={shape.options} titles={titles} />;
    case "time-zone":
      return <SuggestionInput {...props} options={Intl.supportedValuesOf("timeZone")} />;
    case "file":
      return <FileInput attributes={attributes} onChange={onChange} />;
    case "json":
      return <JsonInput {...props} inputAttributes={attributes} />;
    default:
      return (
        <input
          {...attributes}
          type="text"
          inputMode={schema.format === "email" ? "email" : "text"}
          autocomplete="off"
          maxLength={schema.maxLength}
          placeholder={placeholder}
          value={text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      );
  }
}

/** Titles of the sensors of the form's service, by their slug. */
function useSensorTitles(): ReadonlyMap<string, string> {
  const sensors = useStore(useHub().sensors);
  const service = useContext(FormServiceContext);
  const prefix = service && `${service.account}/${service.id.split("/")[0]}/`;
  return new Map(
    [...sensors.values()]
      .filter(({ id }) => prefix !== undefined && id.startsWith(prefix))
      .map((sensor) => [slugOf(sensor), sensorTitleOf(sensor)]),
  );
}

/** A select for a few options; for many, a text input with suggestions. */
function SuggestionInput({
  options,
  titles,
  value,
  inputAttributes,
  required,
  onChange,
}: ScalarInputProps & { options: readonly string[]; titles?: ReadonlyMap<string, string> }) {
  const texts = useTexts().services;
  const listId = useId();
  const text = typeof value === "string" ? value : "";
  if (options.length <= 40)
    return (
      <select
        {...inputAttributes}
        required={required}
        value={text}
        onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      >
        <option value="">{texts.choose}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {titles?.get(option) ?? option}
          </option>
        ))}
      </select>
    );
  return (
    <>
      <input
        {...inputAttributes}
        list={listId}
        required={required}
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      />
      <datalist id={listId}>
        {options.map((option) => (
          <option key={option} value={option} label={titles?.get(option)} />
        ))}
      </datalist>
    </>
  );
}

/** For values that the form has no input for. */
function JsonInput({ value, inputAttributes, onChange }: ScalarInputProps) {
  const texts = useTexts().services;
  const [text, setText] = useState(value === undefined ? "" : JSON.stringify(value, undefined, 2));
  const [isInvalid, setIsInvalid] = useState(false);
  return (
    <>
      <textarea
        {...inputAttributes}
        rows={4}
        class="mono"
        placeholder={texts.json}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          try {
            onChange(currentTarget.value.trim() === "" ? undefined : JSON.parse(currentTarget.value));
            setIsInvalid(false);
          } catch {
            setIsInvalid(true);
          }
        }}
      />
      {isInvalid && <p class="problem">{texts.notJson}</p>}
    </>
  );
}
