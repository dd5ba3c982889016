import type { Json, JsonObject } from "../api/types.ts";
import { fill, useTexts } from "../texts/texts.ts";
import { type FieldProps, FieldView } from "./field-view.tsx";
import type { Shape } from "./schema-shape.ts";

/** How many fields are shown before the rest waits behind a line. */
const shownAtOnce = 6;

/** The properties of an object: what is needed first, what is optional behind a line when there is much of it. */
export function ObjectFields({ shape, value, root, path, problems, onChange }: FieldProps & { shape: Extract<Shape, { as: "object" }> }) {
  const texts = useTexts().services;
  const object: JsonObject = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const names = Object.keys(shape.properties);
  const needed = names.filter((name) => shape.required.includes(name));
  const others = names.filter((name) => !shape.required.includes(name));
  const first = others.length + needed.length <= shownAtOnce + 2 ? others : others.slice(0, Math.max(0, shownAtOnce - needed.length));
  const later = others.filter((name) => !first.includes(name));
  const set = (name: string, next: Json | undefined) => {
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
      onChange={(next) => set(name, next)}
    />
  );
  const wrong = later.some((name) => [...problems.keys()].some((pointer) => pointer.startsWith(["#", ...path, name].join("/"))));
  return (
    <div class="fields">
      {[...needed, ...first].map(field)}
      {later.length > 0 && (
        <details class="later" open={wrong || undefined}>
          <summary>{fill(texts.optional, later.length)}</summary>
          <div class="fields">{later.map(field)}</div>
        </details>
      )}
    </div>
  );
}
