import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { SetupChoices, SetupPermissions } from "../api/api-types.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import { type AccountDraft, toAccountInput } from "./account-draft.ts";
import { OptionField } from "./option-field.tsx";

interface RegisterStepProps {
  readonly draft: AccountDraft;
  readonly choices: SetupChoices;
  onChange(part: Partial<AccountDraft>): void;
  onBack(): void;
  onNext(): void;
}

/** The steps in the Microsoft Entra admin center, with the exact values to enter there. */
export function RegisterStep({ draft, choices, onChange, onBack, onNext }: RegisterStepProps) {
  const texts = useTexts().setup;
  const [permissions, setPermissions] = useState<SetupPermissions>();
  const { type, features, enableUpdate } = draft;
  useEffect(() => {
    const { accountType, plugins } = toAccountInput(draft);
    void apiClient.setUpPermissions({ accountType: accountType!, enableUpdate, plugins: plugins! }).then(setPermissions, () => undefined);
  }, [type, features, enableUpdate]);
  const [open, register, accounts, redirect, publicFlows, secret, api] = texts.portal as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return (
    <>
      <fieldset class="options">
        <legend>{texts.secret}</legend>
        <OptionField
          type="radio"
          name="secret"
          checked={!draft.withSecret}
          label={texts.secretNo}
          hint={texts.secretNoHint}
          onChange={() => onChange({ withSecret: false })}
        />
        <OptionField
          type="radio"
          name="secret"
          checked={draft.withSecret}
          label={texts.secretYes}
          hint={texts.secretYesHint}
          onChange={() => onChange({ withSecret: true })}
        />
      </fieldset>
      <ol class="portal">
        <li>
          <p>{open}</p>
          <a
            class="button"
            href="https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"
            target="_blank"
            rel="noopener noreferrer"
          >
            {texts.openPortal} <Icon name="external" />
          </a>
        </li>
        <li>
          <p>{register}</p>
        </li>
        <li>
          <p>{fillText(accounts, type === "work" ? texts.accountTypeWork : texts.accountTypePersonal)}</p>
        </li>
        <li>
          <p>{fillText(redirect, draft.withSecret ? texts.platformWeb : texts.platformPublic)}</p>
          <CodeBlock text={choices.registeredRedirectUri} />
        </li>
        <li>
          <p>{draft.withSecret ? secret : publicFlows}</p>
        </li>
        <li>
          <p>{api}</p>
          <ul class="scope-list" aria-label={texts.permissions} aria-busy={!permissions}>
            {permissions?.scopes.map(({ scope, adminConsent }) => (
              <li key={scope}>
                <code>{scope}</code>
                {adminConsent && <small>{texts.adminNeeded}</small>}
              </li>
            ))}
          </ul>
          {permissions && (
            <div class="actions">
              <CopyButton label={texts.manifest} text={permissions.manifest} />
              <CopyButton label={texts.az} text={permissions.az} />
            </div>
          )}
        </li>
      </ol>
      <div class="actions">
        <button type="button" onClick={onBack}>
          {texts.back}
        </button>
        <button type="button" class="primary" onClick={onNext}>
          {texts.next}
        </button>
      </div>
    </>
  );
}
