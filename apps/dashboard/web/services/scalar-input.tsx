import { useContext, useId, useState } from "preact/hooks";
import type { Json, Schema } from "../api/types.ts";
import { FormOf, optionText } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import type { InputTies } from "./field-view.tsx";
import type { Shape } from "./schema-shape.ts";

interface ScalarProps {
  readonly shape: Shape;
  readonly schema: Schema;
  readonly value: Json | undefined;
  readonly ties: InputTies;
  readonly required: boolean;
  /** Where no label names it. */
  readonly label?: string;
  onChange(value: Json | undefined): void;
}

/** One value that is typed or chosen. */
export function ScalarInput(props: ScalarProps) {
  const { shape, schema, value, ties, required, label, onChange } = props;
  const texts = useTexts().services;
  const plugin = useContext(FormOf);
  const named = { ...ties, required, ...(label !== undefined && { "aria-label": label }) };
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const placeholder = schema.default === undefined || schema.default === null ? undefined : String(schema.default);
  const onText = (next: string) => onChange(next === "" ? undefined : next);
  switch (shape.as) {
    case "choice":
      return (
        <select
          {...named}
          value={value === undefined ? "" : String(value)}
          onChange={({ currentTarget }) => onChange(shape.options.find((option) => String(option) === currentTarget.value))}
        >
          <option value="">{schema.default === undefined ? texts.choose : optionText(plugin, String(schema.default))}</option>
          {shape.options
            .filter((option) => option !== schema.default)
            .map((option) => (
              <option key={String(option)} value={String(option)}>
                {optionText(plugin, String(option))}
              </option>
            ))}
        </select>
      );
    case "number":
    case "whole-number":
      return (
        <input
          {...named}
          type="number"
          step={shape.as === "number" ? "any" : 1}
          min={schema.minimum}
          max={schema.maximum}
          placeholder={placeholder}
          value={text}
          onInput={({ currentTarget }) => onChange(currentTarget.value === "" ? undefined : Number(currentTarget.value))}
        />
      );
    case "lines":
      return (
        <textarea
          {...named}
          rows={4}
          maxLength={schema.maxLength}
          value={text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      );
    case "suggested":
      return <Suggested {...props} options={shape.options} />;
    case "zone":
      return <Suggested {...props} options={Intl.supportedValuesOf("timeZone")} />;
    case "file":
      return <input {...named} type="file" onChange={({ currentTarget }) => void asBase64(currentTarget.files?.[0]).then(onChange)} />;
    case "json":
      return <JsonInput {...props} />;
    default:
      return (
        <input
          {...named}
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

/** A few known ones are chosen; of many, one is typed and offered. */
function Suggested({ options, value, ties, required, onChange }: ScalarProps & { options: readonly string[] }) {
  const texts = useTexts().services;
  const list = useId();
  const text = typeof value === "string" ? value : "";
  if (options.length <= 40)
    return (
      <select {...ties} required={required} value={text} onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}>
        <option value="">{texts.choose}</option>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    );
  return (
    <>
      <input
        {...ties}
        list={list}
        required={required}
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      />
      <datalist id={list}>
        {options.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </>
  );
}

/** For what no form can ask. */
function JsonInput({ value, ties, onChange }: ScalarProps) {
  const texts = useTexts().services;
  const [text, setText] = useState(value === undefined ? "" : JSON.stringify(value, undefined, 2));
  const [wrong, setWrong] = useState(false);
  return (
    <>
      <textarea
        {...ties}
        rows={4}
        class="mono"
        placeholder={texts.json}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          try {
            onChange(currentTarget.value.trim() === "" ? undefined : JSON.parse(currentTarget.value));
            setWrong(false);
          } catch {
            setWrong(true);
          }
        }}
      />
      {wrong && <p class="problem">{texts.notJson}</p>}
    </>
  );
}

async function asBase64(file: File | undefined): Promise<string | undefined> {
  if (!file) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
