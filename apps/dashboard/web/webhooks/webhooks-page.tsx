import "../styles/access.css";
import "../styles/webhooks.css";

import { useEffect, useRef, useState } from "preact/hooks";
import { useMayWrite } from "../hub-context.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { ExternalLink } from "../parts/external-link.tsx";
import { Icon } from "../parts/icon.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import { type WebhookConfiguration, type WebhookStatus, webhookClient } from "./webhook-client.ts";
import { WebhookEntry } from "./webhook-entry.tsx";
import { WebhookForm } from "./webhook-form.tsx";
import { webhookTexts } from "./webhook-texts.ts";

export { webhookTexts } from "./webhook-texts.ts";

const reloadInterval = 10_000;
const guide = "https://github.com/casement/casement/blob/main/docs/webhooks.md#what-the-receiver-does";

interface LoadedWebhooks {
  readonly statuses: readonly WebhookStatus[];
  /** Undefined: they cannot be changed here. */
  readonly configurations: readonly WebhookConfiguration[] | undefined;
}

type OpenForm = { readonly webhook: WebhookConfiguration | undefined };

/** The programs to which the hub sends events and changes: how they are doing, and a form to add and change them. */
export function WebhooksPage() {
  const texts = useTexts();
  const own = webhookTexts.use();
  const mayWrite = useMayWrite();
  const [loaded, setLoaded] = useState<LoadedWebhooks>();
  const [form, setForm] = useState<OpenForm>();
  const [added, setAdded] = useState<{ name: string; secret: string }>();
  const load = async (): Promise<void> => {
    const configurations = await webhookClient.configurations().catch(() => undefined);
    // If the hub does not respond, the page shows what it last knew.
    await webhookClient.statuses().then(
      (statuses) => setLoaded({ statuses, configurations }),
      () => undefined,
    );
  };
  useEffect(() => {
    if (!mayWrite) return;
    void load();
    const timer = setInterval(() => void load(), reloadInterval);
    return () => clearInterval(timer);
  }, [mayWrite]);
  const save = async (webhook: WebhookConfiguration): Promise<void> => {
    if (form?.webhook) await webhookClient.change(webhook);
    else setAdded({ name: webhook.name, secret: await webhookClient.add(webhook) });
    setForm(undefined);
    await load();
  };
  return (
    <>
      <a class="back" href="#/settings">
        <Icon name="left" />
        {texts.settings.title}
      </a>
      <PageHeader title={own.title} lead={mayWrite ? own.lead : texts.readOnly} />
      {loaded && (
        <section class="card roomy" aria-label={own.title}>
          {loaded.statuses.length === 0 && <p class="muted">{own.none}</p>}
          {!loaded.configurations && <p class="muted">{own.notAvailable}</p>}
          <ul class="access-list">
            {loaded.statuses.map((status) => (
              <WebhookEntry
                key={status.name}
                status={status}
                configuration={loaded.configurations?.find(({ name }) => name === status.name)}
                onEdit={(webhook) => setForm({ webhook })}
                onChanged={() => void load()}
              />
            ))}
          </ul>
        </section>
      )}
      {added && <NewSecret {...added} onDone={() => setAdded(undefined)} />}
      {form && <WebhookForm key={form.webhook?.name} webhook={form.webhook} onSave={save} onCancel={() => setForm(undefined)} />}
      {loaded?.configurations && !form && !added && (
        <div class="actions">
          <button type="button" class="primary" onClick={() => setForm({ webhook: undefined })}>
            {own.add}
          </button>
        </div>
      )}
    </>
  );
}

/** The hub never shows it again. */
function NewSecret({ name, secret, onDone }: { name: string; secret: string; onDone: () => void }) {
  const texts = useTexts().access;
  const own = webhookTexts.use();
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="card roomy credentials">
      <h2 ref={heading} tabIndex={-1}>
        {fillText(own.added, name)}
      </h2>
      <p>{texts.once}</p>
      <div class="field">
        <h3>{own.secret}</h3>
        <CodeBlock text={secret} />
      </div>
      <p>
        <ExternalLink url={guide} label={own.guide} />
      </p>
      <div class="actions">
        <button type="button" onClick={onDone}>
          {texts.done}
        </button>
      </div>
    </section>
  );
}
