import { useEffect, useRef, useState } from "preact/hooks";
import { ApprovalNotice } from "../accounts/approval-notice.tsx";
import { SignInPanel } from "../accounts/sign-in-panel.tsx";
import { apiClient } from "../api/api-client.ts";
import type { AccountConfiguration, JsonObject, JsonSchema, SetupChoices } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Icon } from "../parts/icon.tsx";
import { NotFound } from "../parts/not-found.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import { AccountDetailsForm } from "./account-details-form.tsx";
import { FeatureEntry } from "./feature-entry.tsx";
import { hubPageTexts } from "./hub-page-texts.ts";
import { RemoveAccount } from "./remove-account.tsx";

interface LoadedAccount {
  readonly account: AccountConfiguration;
  readonly settings: Readonly<Record<string, JsonSchema>>;
  readonly choices: SetupChoices;
}

/** The features and details of an account, and its end. */
export function AccountSettingsPage({ name }: { name: string }) {
  const hub = useHub();
  const texts = useTexts();
  const own = hubPageTexts.use().account;
  const mayWrite = useMayWrite();
  const accounts = useStore(hub.accounts);
  const status = accounts?.find((each) => each.name === name);
  const [loaded, setLoaded] = useState<LoadedAccount>();
  const [problem, setProblem] = useState<string>();
  const version = useRef<string>(undefined);
  const lastChange = useRef(Promise.resolve());
  const load = async (): Promise<void> => {
    try {
      const [configuration, choices] = await Promise.all([apiClient.accountConfiguration(name), apiClient.setUp()]);
      version.current = configuration.account.version;
      setLoaded({ ...configuration, choices });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.problem.code === "not-found" ? texts.setup.notAvailable : error.problem.detail);
    }
  };
  useEffect(() => {
    if (mayWrite && status) void load();
  }, [mayWrite, name]);
  /** Changes the account as it was loaded, one change after the other. Rejects with `ApiError`, also if somebody else has changed it meanwhile. */
  const change = (edit: JsonObject): Promise<void> => {
    const changed = lastChange.current.then(async () => {
      await apiClient.changeAccount(name, { ...edit, ...(version.current !== undefined && { version: version.current }) });
      await Promise.all([load(), hub.reload()]);
    });
    lastChange.current = changed.catch(() => undefined);
    return changed;
  };
  // It goes while it is being removed.
  if (accounts && !status && !loaded) return <NotFound text={fillText(texts.missing.account, name)} to="accounts" />;
  const isWaiting = status?.plugins.some(({ state }) => state === "waiting-for-approval");
  const lacksPermissions = status?.plugins.some(({ missing }) => missing.length > 0);
  return (
    <>
      <a class="back" href="#/accounts">
        <Icon name="left" />
        {texts.accounts.title}
      </a>
      <PageHeader title={name} {...(!mayWrite && { lead: texts.readOnly })} />
      {problem !== undefined && <Notice kind="bad" title={problem} />}
      {status?.state === "signed-in" && isWaiting && <ApprovalNotice account={name} />}
      {status?.state === "signed-in" && lacksPermissions && !isWaiting && (
        <Notice title={own.needsSignIn}>{mayWrite && <SignInPanel account={status} />}</Notice>
      )}
      {loaded && (
        <>
          <section class="card roomy" aria-labelledby="features">
            <h2 id="features">{own.features}</h2>
            <p class="muted">{own.featuresLead}</p>
            <ul class="feature-list">
              {loaded.choices.features.map((feature) => (
                <FeatureEntry
                  key={feature.id}
                  feature={feature}
                  block={loaded.account.plugins[feature.id]}
                  settings={loaded.settings[feature.id]}
                  isAvailable={feature[loaded.account.accountType === "personal" ? "personal" : "work"]}
                  onChange={change}
                />
              ))}
            </ul>
          </section>
          <AccountDetailsForm account={loaded.account} onChange={change} />
          <RemoveAccount name={name} file={loaded.choices.file} />
        </>
      )}
    </>
  );
}
