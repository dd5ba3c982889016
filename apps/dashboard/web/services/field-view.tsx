import { useContext, useId, useState } from "preact/hooks";
import { actionTexts } from "../actions/action-texts.ts";
import type { JsonSchema, JsonValue } from "../api/api-types.ts";
import { FormServiceContext, useFieldTexts } from "../texts/plugin-texts.ts";
import { toTitle, useTexts } from "../texts/texts.ts";
import { isDate } from "../texts/times.ts";
import { AddressField } from "./address-field.tsx";
import { type FieldProblems, toJsonPointer } from "./check-input.ts";
import { DateField } from "./date-field.tsx";
import { hintText } from "./hint-text.ts";
import { ItemField } from "./item-field.tsx";
import { ListField } from "./list-field.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { PartField } from "./part-field.tsx";
import { RecurrenceField } from "./recurrence-field.tsx";
import { ScalarInput } from "./scalar-input.tsx";
import { fieldOf, fitsShape } from "./schema-shape.ts";
import { UploadField } from "./upload-field.tsx";

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
  const words = useTexts();
  const actions = actionTexts.use();
  const texts = words.services;
  const service = useContext(FormServiceContext);
  const changes = service?.effect === "change";
  const isSettings = service === undefined;
  const id = useId();
  const { schema, shape, nullable } = fieldOf(givenSchema, root, name);
  const problem = problems.get(toJsonPointer(path));
  const inputAttributes: InputAttributes = { id, "aria-describedby": `${id}-hint ${id}-problem`, "aria-invalid": problem !== undefined };
  const isExclusive = path.length === 1 && name === service?.item?.fields?.end;
  const fieldTexts = useFieldTexts(path, schema);
  const { optionText } = fieldTexts;
  const { label, description } =
    props.label === undefined
      ? { label: fieldTexts.title, description: fieldTexts.description }
      : { label: props.label, description: schema.description };
  // The description says what the service takes.
  const endHint = typeof value === "string" && isDate(value) ? actions.lastDay : undefined;
  const hint = shape.as === "recurrence" ? undefined : isExclusive ? endHint : hintText(description);
  const hasKinds = shape.as === "addresses" && shape.kinds !== undefined;
  const isGroup = shape.as === "object" || shape.as === "list" || shape.as === "variants" || hasKinds;

  // To leave something as it is, is not the same as to say no.
  const isOpen = shape.as === "boolean" && schema.default === undefined && !required && (changes || isSettings);
  if (shape.as === "boolean" && !isOpen)
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
      case "boolean":
        return (
          <select
            {...inputAttributes}
            value={value === undefined ? "" : String(value)}
            onChange={({ currentTarget: { value: chosen } }) => onChange(chosen === "" ? undefined : chosen === "true")}
          >
            <option value="">{isSettings ? actions.byDefault : "–"}</option>
            <option value="true">{toTitle(words.yes)}</option>
            <option value="false">{toTitle(words.no)}</option>
          </select>
        );
      case "object":
        return <ObjectFields {...props} shape={shape} value={value} />;
      case "list":
        return <ListField {...props} item={shape.item} inputAttributes={inputAttributes} />;
      case "variants":
        return <VariantField {...props} variants={shape.variants} />;
      case "addresses":
        return <AddressField {...props} shape={shape} inputAttributes={inputAttributes} optionText={optionText} />;
      case "upload":
        return <UploadField {...props} value={value} inputAttributes={inputAttributes} />;
      case "recurrence":
        return <RecurrenceField value={value} inputAttributes={inputAttributes} onChange={onChange} />;
      case "date":
      case "time":
      case "date-or-time":
        return <DateField kind={shape.as} {...{ value, inputAttributes, required, isExclusive, onChange }} />;
      default:
        if (path.length === 1 && name === service?.item?.id)
          return <ItemField value={value} inputAttributes={inputAttributes} required={required} onChange={onChange} />;
        if (schema["x-part-of-item"] !== undefined)
          return <PartField {...{ value, inputAttributes, required, onChange }} attribute={schema["x-part-of-item"]} />;
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
          {hint}
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
  const [selected, setSelected] = useState(() =>
    Math.max(
      0,
      variants.findIndex((each) => fitsShape(fieldOf(each, props.root, "").shape, props.value)),
    ),
  );
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
