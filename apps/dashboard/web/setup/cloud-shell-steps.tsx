import { CodeBlock } from "../parts/code-block.tsx";
import { ExternalLink } from "../parts/external-link.tsx";
import { useTexts } from "../texts/texts.ts";
import type { RegistrationStepsProps } from "./portal-steps.tsx";
import { ScopeList } from "./scope-list.tsx";

/** One paste that registers the app and approves its permissions for the person. */
export function CloudShellSteps({ permissions }: Pick<RegistrationStepsProps, "permissions">) {
  const texts = useTexts().setup;
  const [open, paste, copy] = texts.cloudShell as [string, string, string];
  return (
    <ol class="portal">
      <li>
        <p>{open}</p>
        <ExternalLink url="https://shell.azure.com/bash" label={texts.openCloudShell} />
      </li>
      <li>
        <p>{paste}</p>
        <CodeBlock text={permissions?.cloudShell ?? ""} />
        <ScopeList permissions={permissions} />
      </li>
      <li>
        <p>{copy}</p>
      </li>
    </ol>
  );
}
