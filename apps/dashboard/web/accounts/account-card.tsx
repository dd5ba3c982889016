import { useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { Account } from "../api/api-types.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { pluginTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatDateAndTime, parseTime } from "../texts/times.ts";
import { SignInPanel } from "./sign-in-panel.tsx";

/** An account's state, its problems with what to do, and its sign-in. */
export function AccountCard({ account }: { account: Account }) {
  const hub = useHub();
  const texts = useTexts().accounts;
  const mayWrite = useMayWrite();
  const [isConfirming, setIsConfirming] = useState(false);
  const { name, state, username, problem, warnings, updatesDeclined, throttledUntil, plugins, type } = account;
  const generalTexts = useTexts();
  const signOut = async () => {
    await apiClient.signOut(name);
    setIsConfirming(false);
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
        {username !== undefined && ` · ${username}`}
      </p>
      {problem && state === "sign-in-required" && (
        <Notice kind="bad" title={problem.message}>
          <p>{problem.cure}</p>
          <p class="muted">{fillText(texts.microsoftCode, problem.code)}</p>
        </Notice>
      )}
      {warnings.map((warning) => (
        <Notice key={warning} title={warning} />
      ))}
      {updatesDeclined && <Notice title={texts.updatesDeclined} />}
      {Object.values(throttledUntil).map((until) => (
        <Notice key={until} title={fillText(texts.throttled, formatDateAndTime(parseTime(until)))} />
      ))}
      <ul class="plugin-list">
        {plugins.map((plugin) => (
          <li key={plugin.id}>
            <strong>{pluginTitleOf(plugin)}</strong>
            <span class={`badge access-${plugin.access}`}>{texts.access[plugin.access]}</span>
            {(plugin.error ?? plugin.reason) && state === "signed-in" && <small>{plugin.error ?? plugin.reason}</small>}
            {plugin.syncing && <small>{fillText(generalTexts.home.syncing, plugin.syncing.items)}</small>}
          </li>
        ))}
      </ul>
      {mayWrite ? <SignInPanel account={account} /> : <p class="muted">{generalTexts.readOnly}</p>}
      {mayWrite && state !== "signed-out" && (
        <div class="actions last">
          {isConfirming ? (
            <>
              <span>{fillText(texts.confirmSignOut, name)}</span>
              <button type="button" class="danger" onClick={signOut}>
                {texts.signOut}
              </button>
              <button type="button" class="quiet" onClick={() => setIsConfirming(false)}>
                {generalTexts.cancel}
              </button>
            </>
          ) : (
            <button type="button" class="quiet" onClick={() => setIsConfirming(true)}>
              {texts.signOut}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
