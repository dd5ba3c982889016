import { useEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { OptionField } from "../setup/option-field.tsx";
import { pluginInfos } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { PatternFields } from "./pattern-fields.tsx";
import { eventGroupsOf, sensorGroupsOf } from "./pattern-groups.ts";
import type { WebhookConfiguration } from "./webhook-client.ts";
import { webhookTexts } from "./webhook-texts.ts";

interface WebhookFormProps {
  /** Undefined: a new one. */
  readonly webhook: WebhookConfiguration | undefined;
  /** Rejects with `ApiError`. */
  onSave(webhook: WebhookConfiguration): Promise<void>;
  onCancel(): void;
}

const empty: WebhookConfiguration = { name: "", url: "", events: [], sensors: [], bodies: false, privateNetwork: false };

/** Where a webhook sends what. */
export function WebhookForm({ webhook, onSave, onCancel }: WebhookFormProps) {
  const texts = webhookTexts.use();
  const allTexts = useTexts();
  const hub = useHub();
  const plugins = useStore(pluginInfos);
  const sensors = [...useStore(hub.sensors).values()];
  const [draft, setDraft] = useState(webhook ?? empty);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that opened the form is gone.
  useEffect(() => heading.current?.focus(), []);
  const change = (part: Partial<WebhookConfiguration>): void => setDraft((before) => ({ ...before, ...part }));
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await onSave(draft);
    } catch (error) {
      setProblem((error as Error).message);
      setBusy(false);
    }
  };
  return (
    <section class="card roomy">
      <h2 ref={heading} tabIndex={-1}>
        {webhook ? fillText(texts.change, webhook.name) : texts.add}
      </h2>
      <form class="fields add-access" onSubmit={save}>
        {!webhook && (
          <div class="field">
            <label for="webhook-name">{allTexts.access.name}</label>
            <input
              id="webhook-name"
              value={draft.name}
              required
              maxLength={32}
              autocomplete="off"
              autocapitalize="none"
              aria-describedby="webhook-name-hint"
              onInput={({ currentTarget }) => change({ name: currentTarget.value.trim() })}
            />
            <p class="hint" id="webhook-name-hint">
              {texts.nameHint}
            </p>
          </div>
        )}
        <div class="field">
          <label for="webhook-url">{allTexts.access.address}</label>
          <input
            id="webhook-url"
            value={draft.url}
            required
            inputMode="url"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby="webhook-url-hint"
            onInput={({ currentTarget }) => change({ url: currentTarget.value.trim() })}
          />
          <p class="hint" id="webhook-url-hint">
            {texts.urlHint}
          </p>
        </div>
        <OptionField
          type="checkbox"
          name="private-network"
          checked={draft.privateNetwork}
          label={texts.privateNetwork}
          hint={texts.privateNetworkHint}
          onChange={(privateNetwork) => change({ privateNetwork })}
        />
        <PatternFields
          title={texts.events}
          groups={eventGroupsOf(plugins, allTexts.accounts.title)}
          patterns={draft.events}
          onChange={(events) => change({ events })}
        />
        <PatternFields
          title={texts.sensors}
          groups={sensorGroupsOf(plugins, sensors)}
          patterns={draft.sensors}
          onChange={(chosen) => change({ sensors: chosen })}
        />
        <OptionField
          type="checkbox"
          name="bodies"
          checked={draft.bodies}
          label={texts.bodies}
          hint={texts.bodiesHint}
          onChange={(bodies) => change({ bodies })}
        />
        <p class="problem" role="alert">
          {problem}
        </p>
        <div class="actions">
          <button type="submit" class="primary" aria-busy={busy} disabled={busy}>
            {texts.save}
          </button>
          <button type="button" disabled={busy} onClick={onCancel}>
            {allTexts.cancel}
          </button>
        </div>
      </form>
    </section>
  );
}
