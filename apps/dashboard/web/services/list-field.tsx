import { useContext } from "preact/hooks";
import type { JsonSchema, JsonValue } from "../api/api-types.ts";
import { Icon } from "../parts/icon.tsx";
import { FormServiceContext, useFieldTexts } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { toJsonPointer } from "./check-input.ts";
import { type FieldProps, FieldView, type InputAttributes } from "./field-view.tsx";
import { ItemField } from "./item-field.tsx";
import { ScalarInput } from "./scalar-input.tsx";
import { fieldOf } from "./schema-shape.ts";
import { UploadField } from "./upload-field.tsx";

/** A list with buttons to add and remove entries. */
export function ListField({ item, inputAttributes, ...props }: FieldProps & { item: JsonSchema; inputAttributes: InputAttributes }) {
  const { root, name, path, value, problems, onChange } = props;
  const { title, optionText } = useFieldTexts(path, fieldOf(props.schema, root, name).schema);
  const texts = useTexts().services;
  const isItem = path.length === 1 && name === useContext(FormServiceContext)?.item?.id;
  const entries: JsonValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const { shape, schema } = fieldOf(item, root, name);
  const setEntry = (at: number, next: JsonValue | undefined) =>
    onChange(entries.map((entry, index) => (index === at ? (next ?? "") : entry)));
  if (shape.as === "upload") return <UploadField {...props} value={value} inputAttributes={inputAttributes} isList />;
  const isScalar = shape.as === "text" || shape.as === "choice" || shape.as === "multiline";
  const Entry = isItem ? ItemField : ScalarInput;
  const emptyEntry: JsonValue = shape.as === "object" ? {} : "";
  return (
    <div class="list-field">
      {entries.map((entry, at) => (
        <div class="list-entry" key={at}>
          {isScalar ? (
            <div class="field">
              <Entry
                shape={shape}
                schema={schema}
                value={entry}
                required
                optionText={optionText}
                label={`${title} ${at + 1}`}
                inputAttributes={{
                  ...inputAttributes,
                  id: `${inputAttributes.id}-${at}`,
                  "aria-invalid": problems.has(toJsonPointer([...path, at])),
                }}
                onChange={(next) => setEntry(at, next)}
              />
              <p class="problem">{problems.get(toJsonPointer([...path, at]))}</p>
            </div>
          ) : (
            <FieldView
              {...props}
              schema={item}
              name={String(at + 1)}
              path={[...path, at]}
              value={entry}
              required
              onChange={(next) => setEntry(at, next)}
            />
          )}
          <button type="button" class="round" aria-label={`${texts.remove} ${at + 1}`} onClick={() => onChange(removeAt(entries, at))}>
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button type="button" class="quiet small" onClick={() => onChange([...entries, emptyEntry])}>
        + {texts.add}
      </button>
    </div>
  );
}

/** Undefined if the list becomes empty. */
function removeAt(entries: readonly JsonValue[], at: number): JsonValue | undefined {
  const rest = entries.filter((_, index) => index !== at);
  return rest.length > 0 ? rest : undefined;
}
