import type { SetupPermissions } from "../api/api-types.ts";
import { ScopeName } from "../permissions/scope-name.tsx";
import { useTexts } from "../texts/texts.ts";

/** The permissions of the chosen features, and who approves them. */
export function ScopeList({ permissions }: { permissions: SetupPermissions | undefined }) {
  const texts = useTexts();
  return (
    <ul class="scope-list" aria-label={texts.setup.permissions} aria-busy={!permissions}>
      {permissions?.scopes.map(({ scope, consent }) => (
        <li key={scope}>
          <ScopeName scope={scope} />
          {consent !== "self" && <small>{texts.permissions.consent[consent]}</small>}
        </li>
      ))}
    </ul>
  );
}
