import { useState } from "preact/hooks";
import { client } from "../api/client.ts";
import type { Account } from "../api/types.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { pluginTitle } from "../texts/plugin-texts.ts";
import { fill, useTexts } from "../texts/texts.ts";
import { dateAndTime, instant } from "../texts/times.ts";
import { SignInPanel } from "./sign-in-panel.tsx";

/** An account's state in plain words, and what can be done about it. */
export function AccountCard({ account }: { account: Account }) {
  const hub = useHub();
  const texts = useTexts().accounts;
  const mayWrite = useMayWrite();
  const [leaving, setLeaving] = useState(false);
  const { name, state, username, problem, warnings, updatesDeclined, throttledUntil, plugins, type } = account;
  const general = useTexts();
  const signOut = async () => {
    await client.signOut(name);
    setLeaving(false);
    await hub.reload();
  };
  return (
    <section class="card roomy account-card" aria-label={name}>
      <header class="card-head">
        <h2>{name}</h2>
        <span class={`badge ${state}`}>{texts.states[state]}</span>
      </header>
      <p class="muted">
        {texts[type]}
        {username !== undefined && ` · ${fill(texts.as, username)}`}
      </p>
      {problem && state === "sign-in-required" && (
        <Notice kind="bad" title={problem.message}>
          <p>{problem.cure}</p>
          <p class="muted">{fill(texts.microsoftCode, problem.code)}</p>
        </Notice>
      )}
      {warnings.map((warning) => (
        <Notice key={warning} title={warning} />
      ))}
      {updatesDeclined && <Notice title={texts.updatesDeclined} />}
      {Object.values(throttledUntil).map((until) => (
        <Notice key={until} title={fill(texts.throttled, dateAndTime(instant(until)))} />
      ))}
      <ul class="plugin-list">
        {plugins.map((plugin) => (
          <li key={plugin.id}>
            <strong>{pluginTitle(plugin)}</strong>
            <span class={`badge access-${plugin.access}`}>{texts.access[plugin.access]}</span>
            {(plugin.error ?? plugin.reason) && state === "signed-in" && <small>{plugin.error ?? plugin.reason}</small>}
            {plugin.syncing && <small>{fill(general.home.syncing, plugin.syncing.items)}</small>}
          </li>
        ))}
      </ul>
      {mayWrite ? <SignInPanel account={account} /> : <p class="muted">{general.readOnly}</p>}
      {mayWrite && state !== "signed-out" && (
        <div class="actions last">
          {leaving ? (
            <>
              <span>{fill(texts.signOutSure, name)}</span>
              <button type="button" class="danger" onClick={signOut}>
                {texts.signOut}
              </button>
              <button type="button" class="quiet" onClick={() => setLeaving(false)}>
                {general.cancel}
              </button>
            </>
          ) : (
            <button type="button" class="quiet" onClick={() => setLeaving(true)}>
              {texts.signOut}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
