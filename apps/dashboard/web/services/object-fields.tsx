import type { JsonObject, JsonValue } from "../api/api-types.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { type FieldProps, FieldView } from "./field-view.tsx";
import type { FieldShape } from "./schema-shape.ts";

const maxVisibleFields = 6;

/** The properties of an object: required ones first. If there are many, some optional ones are collapsed. */
export function ObjectFields({
  shape,
  value,
  root,
  path,
  problems,
  onChange,
}: FieldProps & { shape: Extract<FieldShape, { as: "object" }> }) {
  const texts = useTexts().services;
  const object: JsonObject = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const names = Object.keys(shape.properties);
  const required = names.filter((name) => shape.required.includes(name));
  const optional = names.filter((name) => !shape.required.includes(name));
  const visible =
    optional.length + required.length <= maxVisibleFields + 2
      ? optional
      : optional.slice(0, Math.max(0, maxVisibleFields - required.length));
  const collapsed = optional.filter((name) => !visible.includes(name));
  const setField = (name: string, next: JsonValue | undefined) => {
    const { [name]: _, ...rest } = object;
    onChange(next === undefined ? rest : { ...object, [name]: next });
  };
  const field = (name: string) => (
    <FieldView
      key={name}
      schema={shape.properties[name]!}
      root={root}
      name={name}
      path={[...path, name]}
      value={object[name]}
      required={shape.required.includes(name)}
      problems={problems}
      onChange={(next) => setField(name, next)}
    />
  );
  const hasProblem = collapsed.some((name) => [...problems.keys()].some((pointer) => pointer.startsWith(["#", ...path, name].join("/"))));
  return (
    <div class="fields">
      {[...required, ...visible].map(field)}
      {collapsed.length > 0 && (
        <details class="more-fields" open={hasProblem || undefined}>
          <summary>{fillText(texts.moreFields, collapsed.length)}</summary>
          <div class="fields">{collapsed.map(field)}</div>
        </details>
      )}
    </div>
  );
}
