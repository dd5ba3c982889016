import { useState } from "preact/hooks";
import type { JsonObject, JsonSchema, SetupFeature } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { Notice } from "../parts/notice.tsx";
import { type FieldProblems, removeEmptyFields } from "../services/check-input.ts";
import { ObjectFields } from "../services/object-fields.tsx";
import { fieldOf } from "../services/schema-shape.ts";
import { FormSettingsContext } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { hubPageTexts } from "./hub-page-texts.ts";

/** Keys of a block that are the hub's, and not the plugin's. */
const hubKeys = ["enabled", "enableUpdate", "every"];

interface FeatureSettingsProps {
  readonly feature: SetupFeature;
  readonly block: JsonObject;
  readonly schema: JsonSchema | undefined;
  onChange(edit: JsonObject): Promise<void>;
}

/** A form for a plugin's own settings, made from their schema. */
export function FeatureSettings({ feature: { id, texts: featureTexts }, block, schema, onChange }: FeatureSettingsProps) {
  const texts = useTexts();
  const own = hubPageTexts.use().account;
  const [edited, setEdited] = useState<JsonObject>();
  const [problems, setProblems] = useState<FieldProblems>(new Map());
  const [outcome, setOutcome] = useState<{ kind: "good" | "bad"; text: string }>();
  const [busy, setBusy] = useState(false);
  const shape = schema && fieldOf(schema, schema, "").shape;
  if (!schema || shape?.as !== "object" || Object.keys(shape.properties).length === 0) return <p class="muted">{own.noSettings}</p>;
  const settings = edited ?? Object.fromEntries(Object.entries(block).filter(([key]) => !hubKeys.includes(key)));
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setOutcome(undefined);
    setProblems(new Map());
    const kept = Object.fromEntries(Object.entries(block).filter(([key]) => hubKeys.includes(key)));
    try {
      await onChange({ plugins: { [id]: { ...kept, ...removeEmptyFields(settings) } } });
      setEdited(undefined);
      setOutcome({ kind: "good", text: own.saved });
    } catch (error) {
      const { detail, errors = [] } = error instanceof ApiError ? error.problem : { detail: String(error) };
      setOutcome({
        kind: "bad",
        text: errors.length > 0 ? [texts.services.correct, ...errors.map((each) => each.detail)].join(" ") : detail,
      });
      setProblems(new Map(errors.map(({ pointer, detail: text }) => [pointer.replace(`#/plugins/${id}`, "#"), text])));
    }
    setBusy(false);
  };
  return (
    <form noValidate onSubmit={save}>
      <FormSettingsContext.Provider value={featureTexts}>
        <ObjectFields
          schema={schema}
          root={schema}
          name=""
          path={[]}
          value={settings}
          required
          problems={problems}
          shape={shape}
          onChange={(next) => setEdited((next ?? {}) as JsonObject)}
        />
      </FormSettingsContext.Provider>
      {outcome && <Notice kind={outcome.kind} title={outcome.text} />}
      <div class="actions">
        <button type="submit" class="primary" aria-busy={busy} disabled={busy}>
          {own.save}
        </button>
      </div>
    </form>
  );
}
