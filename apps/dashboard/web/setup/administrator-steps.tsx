import { Icon } from "../parts/icon.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useTexts } from "../texts/texts.ts";
import type { RegistrationStepsProps } from "./portal-steps.tsx";
import { ScopeList } from "./scope-list.tsx";

/** The request to an administrator, who registers the app and sends a line back. */
export function AdministratorSteps({ permissions }: Pick<RegistrationStepsProps, "permissions">) {
  const texts = useTexts();
  const [send, wait] = texts.setup.administrator as [string, string];
  return (
    <ol class="portal">
      <li>
        <p>{send}</p>
        <button
          type="button"
          disabled={!permissions?.request}
          onClick={() => saveFile(new Blob([permissions?.request ?? ""], { type: "text/html" }), "casement-request.html")}
        >
          <Icon name="external" />
          {texts.permissions.downloadRequest}
        </button>
        <ScopeList permissions={permissions} />
      </li>
      <li>
        <p>{wait}</p>
      </li>
    </ol>
  );
}
