import { useContext } from "preact/hooks";
import type { JsonObject, JsonValue } from "../api/api-types.ts";
import { FormServiceContext } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { toJsonPointer } from "./check-input.ts";
import { type FieldProps, FieldView } from "./field-view.tsx";
import { formLayoutOf } from "./form-layout.ts";
import { FormValueContext } from "./form-value-context.ts";
import { timeFieldsOf, withLinkedTimes } from "./linked-times.ts";
import type { FieldShape } from "./schema-shape.ts";

/** The properties of an object. Each group is collapsed below the other fields. */
export function ObjectFields({
  shape,
  value,
  root,
  path,
  problems,
  hidden = [],
  onChange,
}: FieldProps & { shape: Extract<FieldShape, { as: "object" }>; hidden?: readonly string[] }) {
  const { groupNames } = useTexts().services;
  const service = useContext(FormServiceContext);
  const linked = service && timeFieldsOf(service);
  const object: JsonObject = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const { fields, groups } = formLayoutOf(shape, root, hidden);
  const setField = (name: string, next: JsonValue | undefined) => {
    const { [name]: _, ...rest } = object;
    const changed = next === undefined ? rest : { ...object, [name]: next };
    onChange(linked && path.length === 0 ? withLinkedTimes(changed, object, linked) : changed);
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
  const hasProblem = (name: string): boolean => {
    const pointer = toJsonPointer([...path, name]);
    return [...problems.keys()].some((each) => each === pointer || each.startsWith(`${pointer}/`));
  };
  const all = (
    <div class="fields">
      {fields.map(field)}
      {[...groups].map(([group, names]) => (
        <details
          key={group}
          class="field-group"
          open={names.some((name) => shape.required.includes(name) || hasProblem(name)) || undefined}
        >
          <summary>{groupNames[group] ?? group}</summary>
          <div class="fields">{names.map(field)}</div>
        </details>
      ))}
    </div>
  );
  return path.length === 0 ? <FormValueContext.Provider value={object}>{all}</FormValueContext.Provider> : all;
}
