import { useEffect, useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { SetupChoices, SetupPermissions } from "../api/api-types.ts";
import { useTexts } from "../texts/texts.ts";
import { type AccountDraft, registrationChoices, toAccountInput } from "./account-draft.ts";
import { AdministratorSteps } from "./administrator-steps.tsx";
import { CloudShellSteps } from "./cloud-shell-steps.tsx";
import { OptionField } from "./option-field.tsx";
import { PortalSteps } from "./portal-steps.tsx";

interface RegisterStepProps {
  readonly draft: AccountDraft;
  readonly choices: SetupChoices;
  onChange(part: Partial<AccountDraft>): void;
  onBack(): void;
  onNext(): void;
}

/** Asks who registers the app of a work account, and says how. */
export function RegisterStep({ draft, choices, onChange, onBack, onNext }: RegisterStepProps) {
  const texts = useTexts().setup;
  const [permissions, setPermissions] = useState<SetupPermissions>();
  const { type, features, enableUpdate } = draft;
  useEffect(() => {
    const { accountType, plugins } = toAccountInput(draft);
    void apiClient.setUpPermissions({ accountType: accountType!, enableUpdate, plugins: plugins! }).then(setPermissions, () => undefined);
  }, [type, features, enableUpdate]);
  const registration = type === "work" ? draft.registration : "portal";
  const Steps = { "cloud-shell": CloudShellSteps, portal: PortalSteps, administrator: AdministratorSteps }[registration];
  return (
    <>
      {type === "work" && (
        <fieldset class="options single">
          <legend>{texts.registration}</legend>
          {registrationChoices.map((choice) => (
            <OptionField
              key={choice}
              type="radio"
              name="registration"
              checked={registration === choice}
              label={texts.registrations[choice].label}
              hint={texts.registrations[choice].hint}
              onChange={() => onChange({ registration: choice })}
            />
          ))}
        </fieldset>
      )}
      <Steps {...{ draft, choices, permissions, onChange }} />
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
