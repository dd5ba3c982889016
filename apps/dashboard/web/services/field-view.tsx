import { useId, useState } from "preact/hooks";
import type { JsonSchema, JsonValue } from "../api/api-types.ts";
import { useFieldTexts } from "../texts/plugin-texts.ts";
import { toTitle, useTexts } from "../texts/texts.ts";
import { type FieldProblems, toJsonPointer } from "./check-input.ts";
import { DateField } from "./date-field.tsx";
import { ListField } from "./list-field.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { ScalarInput } from "./scalar-input.tsx";
import { fieldOf } from "./schema-shape.ts";

export interface FieldProps {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly value: JsonValue | undefined;
  readonly required: boolean;
  readonly problems: FieldProblems;
  /** For a part of a field that has its own label: replaces the field's texts. */
  readonly label?: string;
  onChange(value: JsonValue | undefined): void;
}

/** Connects an input with its label, hint and error message. */
export interface InputAttributes {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": boolean;
}

/** One input field with its label, hint and error message. */
export function FieldView(props: FieldProps) {
  const { schema: givenSchema, root, name, path, value, required, problems, onChange } = props;
  const texts = useTexts().services;
  const id = useId();
  const { schema, shape, nullable } = fieldOf(givenSchema, root, name);
  const problem = problems.get(toJsonPointer(path));
  const inputAttributes: InputAttributes = { id, "aria-describedby": `${id}-hint ${id}-problem`, "aria-invalid": problem !== undefined };
  const fieldTexts = useFieldTexts(path, schema);
  const { optionText } = fieldTexts;
  const { label, description } =
    props.label === undefined
      ? { label: fieldTexts.title, description: fieldTexts.description }
      : { label: props.label, description: schema.description };
  const isGroup = shape.as === "object" || shape.as === "list" || shape.as === "variants";

  if (shape.as === "boolean")
    return (
      <div class="field checkbox">
        <input
          {...inputAttributes}
          type="checkbox"
          checked={(value ?? schema.default) === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
        <label for={id}>{label}</label>
        {notes()}
      </div>
    );
  const body =
    value === null && nullable ? (
      <p class="cleared">
        {texts.cleared}{" "}
        <button type="button" class="quiet small" onClick={() => onChange(undefined)}>
          {texts.undoClear}
        </button>
      </p>
    ) : (
      <>
        {control()}
        {nullable && !required && (
          <button type="button" class="quiet small" onClick={() => onChange(null)}>
            {texts.clear}
          </button>
        )}
      </>
    );
  if (isGroup)
    return (
      <fieldset class="field" id={id}>
        <legend>{label}</legend>
        {body}
        {notes()}
      </fieldset>
    );
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required && <span class="required"> *</span>}
      </label>
      {body}
      {notes()}
    </div>
  );

  function control() {
    switch (shape.as) {
      case "object":
        return <ObjectFields {...props} shape={shape} value={value} />;
      case "list":
        return <ListField {...props} item={shape.item} inputAttributes={inputAttributes} />;
      case "variants":
        return <VariantField {...props} variants={shape.variants} />;
      case "date":
      case "time":
      case "date-or-time":
        return <DateField kind={shape.as} value={value} inputAttributes={inputAttributes} required={required} onChange={onChange} />;
      default:
        return (
          <ScalarInput
            shape={shape}
            schema={schema}
            value={value}
            inputAttributes={inputAttributes}
            required={required}
            optionText={optionText}
            onChange={onChange}
          />
        );
    }
  }

  function notes() {
    return (
      <>
        <p class="hint" id={`${id}-hint`}>
          {description}
        </p>
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      </>
    );
  }
}

/** One of several schemas. The person selects which. */
function VariantField({ variants, ...props }: FieldProps & { variants: JsonSchema[] }) {
  const texts = useTexts();
  const [selected, setSelected] = useState(0);
  const variant = variants[selected]!;
  const nameOf = (each: JsonSchema): string => {
    const { shape } = fieldOf(each, props.root, "");
    if (each.title !== undefined) return each.title;
    if (shape.as === "object") return Object.keys(shape.properties).slice(0, 3).map(toTitle).join(", ");
    return texts.services.variantNames[shape.as] ?? toTitle(shape.as);
  };
  return (
    <>
      <select
        aria-label={texts.services.variant}
        value={selected}
        onChange={({ currentTarget }) => {
          setSelected(Number(currentTarget.value));
          props.onChange(undefined);
        }}
      >
        {variants.map((each, index) => (
          <option key={index} value={index}>
            {nameOf(each)}
          </option>
        ))}
      </select>
      <FieldView
        key={selected}
        {...props}
        schema={variant}
        label={fieldOf(variant, props.root, "").shape.as === "boolean" ? toTitle(texts.yes) : nameOf(variant)}
        required={false}
      />
    </>
  );
}
