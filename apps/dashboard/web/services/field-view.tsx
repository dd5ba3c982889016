import { useId, useState } from "preact/hooks";
import type { Json, Schema } from "../api/types.ts";
import { title, useTexts } from "../texts/texts.ts";
import { type Problems, pointerTo } from "./check-input.ts";
import { DateField } from "./date-field.tsx";
import { ListField } from "./list-field.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { ScalarInput } from "./scalar-input.tsx";
import { fieldOf } from "./schema-shape.ts";

export interface FieldProps {
  readonly schema: Schema;
  readonly root: Schema;
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly value: Json | undefined;
  readonly required: boolean;
  readonly problems: Problems;
  onChange(value: Json | undefined): void;
}

/** What ties an input to its label, hint and message. */
export interface InputTies {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": boolean;
}

/** One input of a service with its label, hint and what is wrong with it. */
export function FieldView(props: FieldProps) {
  const { schema: given, root, name, path, value, required, problems, onChange } = props;
  const texts = useTexts().services;
  const id = useId();
  const { schema, shape, nullable } = fieldOf(given, root, name);
  const problem = problems.get(pointerTo(path));
  const ties: InputTies = { id, "aria-describedby": `${id}-hint ${id}-problem`, "aria-invalid": problem !== undefined };
  const label = schema.title ?? title(name);
  const grouped = shape.as === "object" || shape.as === "list" || shape.as === "variants";

  if (shape.as === "boolean")
    return (
      <div class="field tick">
        <input
          {...ties}
          type="checkbox"
          checked={(value ?? schema.default) === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
        <label for={id}>{label}</label>
        {feet()}
      </div>
    );
  const body =
    value === null && nullable ? (
      <p class="cleared">
        {texts.cleared}{" "}
        <button type="button" class="quiet small" onClick={() => onChange(undefined)}>
          ↺
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
  if (grouped)
    return (
      <fieldset class="field" id={id}>
        <legend>{label}</legend>
        {body}
        {feet()}
      </fieldset>
    );
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required && <span class="needed"> *</span>}
      </label>
      {body}
      {feet()}
    </div>
  );

  function control() {
    switch (shape.as) {
      case "object":
        return <ObjectFields {...props} shape={shape} value={value} />;
      case "list":
        return <ListField {...props} item={shape.item} ties={ties} />;
      case "variants":
        return <Variants {...props} variants={shape.variants} />;
      case "date":
      case "time":
      case "date-or-time":
        return <DateField kind={shape.as} value={value} ties={ties} required={required} onChange={onChange} />;
      default:
        return <ScalarInput shape={shape} schema={schema} value={value} ties={ties} required={required} onChange={onChange} />;
    }
  }

  function feet() {
    return (
      <>
        <p class="hint" id={`${id}-hint`}>
          {schema.description}
        </p>
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      </>
    );
  }
}

/** One of several forms, chosen by what they hold. */
function Variants({ variants, ...props }: FieldProps & { variants: Schema[] }) {
  const texts = useTexts().services;
  const [at, setAt] = useState(0);
  const chosen = variants[at]!;
  return (
    <>
      <select
        aria-label={texts.kind}
        value={at}
        onChange={({ currentTarget }) => {
          setAt(Number(currentTarget.value));
          props.onChange(undefined);
        }}
      >
        {variants.map((variant, index) => (
          <option key={index} value={index}>
            {variant.title ?? variantName(variant, props.root)}
          </option>
        ))}
      </select>
      <FieldView key={at} {...props} schema={chosen} required={false} />
    </>
  );
}

function variantName(variant: Schema, root: Schema): string {
  const { shape } = fieldOf(variant, root, "");
  return shape.as === "object" ? Object.keys(shape.properties).slice(0, 3).map(title).join(", ") : title(shape.as);
}
