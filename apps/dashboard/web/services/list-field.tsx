import type { Json, Schema } from "../api/types.ts";
import { Icon } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";
import { pointerTo } from "./check-input.ts";
import { type FieldProps, FieldView, type InputTies } from "./field-view.tsx";
import { ScalarInput } from "./scalar-input.tsx";
import { fieldOf } from "./schema-shape.ts";

/** Entries that can be added and taken away. */
export function ListField({ item, ties, ...props }: FieldProps & { item: Schema; ties: InputTies }) {
  const { root, name, path, value, problems, onChange } = props;
  const texts = useTexts().services;
  const entries: Json[] = Array.isArray(value) ? value : [];
  const { shape, schema } = fieldOf(item, root, name);
  const set = (at: number, next: Json | undefined) => onChange(entries.map((entry, index) => (index === at ? (next ?? "") : entry)));
  const simple = shape.as === "text" || shape.as === "choice" || shape.as === "lines";
  const empty: Json = shape.as === "object" ? {} : "";
  return (
    <div class="list-field">
      {entries.map((entry, at) => (
        <div class="list-entry" key={at}>
          {simple ? (
            <div class="field">
              <ScalarInput
                shape={shape}
                schema={schema}
                value={entry}
                required
                label={`${name} ${at + 1}`}
                ties={{ ...ties, id: `${ties.id}-${at}`, "aria-invalid": problems.has(pointerTo([...path, at])) }}
                onChange={(next) => set(at, next)}
              />
              <p class="problem">{problems.get(pointerTo([...path, at]))}</p>
            </div>
          ) : (
            <FieldView
              {...props}
              schema={item}
              name={String(at + 1)}
              path={[...path, at]}
              value={entry}
              required
              onChange={(next) => set(at, next)}
            />
          )}
          <button type="button" class="round" aria-label={`${texts.remove} ${at + 1}`} onClick={() => onChange(without(entries, at))}>
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button type="button" class="quiet small" onClick={() => onChange([...entries, empty])}>
        + {texts.add}
      </button>
    </div>
  );
}

/** An empty list is left out. */
function without(entries: readonly Json[], at: number): Json | undefined {
  const rest = entries.filter((_, index) => index !== at);
  return rest.length > 0 ? rest : undefined;
}
