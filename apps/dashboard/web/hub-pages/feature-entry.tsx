import { useId, useState } from "preact/hooks";
import type { JsonObject, JsonSchema, SetupFeature } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { pluginTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { FeatureSettings } from "./feature-settings.tsx";
import { hubPageTexts } from "./hub-page-texts.ts";

interface FeatureEntryProps {
  readonly feature: SetupFeature;
  /** Undefined: the account does not have it. */
  readonly block: JsonObject | undefined;
  readonly settings: JsonSchema | undefined;
  /** Whether accounts of this type can have it. */
  readonly isAvailable: boolean;
  onChange(edit: JsonObject): Promise<void>;
}

/** A feature with its switch, its settings, and the button that removes it. */
export function FeatureEntry({ feature, block, settings, isAvailable, onChange }: FeatureEntryProps) {
  const texts = useTexts();
  const own = hubPageTexts.use().account;
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isOn = block !== undefined && block.enabled !== false;
  const title = pluginTitleOf(feature);
  const set = async (next: JsonObject | null): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onChange({ plugins: { [feature.id]: next } });
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem.detail : String(error));
    }
    setBusy(false);
  };
  const toggle = (): Promise<void> => {
    const { enabled: _, ...rest } = block ?? {};
    return set(isOn ? { ...rest, enabled: false } : rest);
  };
  return (
    <li>
      <div class="feature-head">
        <span id={id}>
          <strong>{title}</strong>
          {!isAvailable && block === undefined && <small>{texts.setup.workOnly}</small>}
        </span>
        <button
          type="button"
          class="switch"
          role="switch"
          aria-checked={isOn}
          aria-labelledby={id}
          aria-busy={busy}
          disabled={busy || (!isAvailable && block === undefined)}
          onClick={() => void toggle()}
        >
          <i />
        </button>
      </div>
      <p class="problem" role="alert">
        {problem}
      </p>
      {block && (
        <details class="field-group">
          <summary>{fillText(own.settings, title)}</summary>
          <FeatureSettings feature={feature} block={block} schema={settings} onChange={onChange} />
          <div class="actions">
            <button
              type="button"
              class="quiet"
              disabled={busy}
              aria-label={`${own.removeFeature}: ${title}`}
              onClick={() => void set(null)}
            >
              {own.removeFeature}
            </button>
          </div>
        </details>
      )}
    </li>
  );
}
