import "../styles/access.css";
import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { AccessGrant, GrantCredentials, GrantKind } from "../api/api-types.ts";
import { useMayWrite } from "../hub-context.ts";
import { Icon } from "../parts/icon.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { useTexts } from "../texts/texts.ts";
import { AccessCredentials } from "./access-credentials.tsx";
import { AccessEntry } from "./access-entry.tsx";
import { AddAccessForm } from "./add-access-form.tsx";

export { connectTexts } from "../connect/connect-texts.ts";

/** A link may be opened elsewhere while the page is shown (ms). */
const reloadInterval = 15_000;

/** Whom the hub lets in: the list, and a form to add to it. */
export function AccessPage() {
  const texts = useTexts();
  const mayWrite = useMayWrite();
  const [access, setAccess] = useState<{ grants: readonly AccessGrant[]; kinds: readonly GrantKind[] }>();
  const [added, setAdded] = useState<{ grant: AccessGrant; credentials: GrantCredentials }>();
  // If the hub does not respond, the page shows what it last knew.
  const load = () => void apiClient.access().then(setAccess, () => undefined);
  useEffect(() => {
    if (!mayWrite) return;
    load();
    const timer = setInterval(load, reloadInterval);
    return () => clearInterval(timer);
  }, [mayWrite]);
  return (
    <>
      <a class="back" href="#/settings">
        <Icon name="left" />
        {texts.settings.title}
      </a>
      <PageHeader title={texts.access.title} lead={mayWrite ? texts.access.lead : texts.readOnly} />
      {access && (
        <section class="card roomy" aria-label={texts.access.title}>
          {access.grants.length === 0 && <p class="muted">{texts.access.none}</p>}
          <ul class="access-list">
            {access.grants.map((grant) => (
              <AccessEntry key={grant.name} grant={grant} kind={access.kinds.find(({ kind }) => kind === grant.kind)} onChanged={load} />
            ))}
          </ul>
        </section>
      )}
      {added ? (
        <AccessCredentials {...added} onDone={() => setAdded(undefined)} />
      ) : (
        access && (
          <AddAccessForm
            kinds={access.kinds}
            onAdded={(next) => {
              setAdded(next);
              load();
            }}
          />
        )
      )}
    </>
  );
}
