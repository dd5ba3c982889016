import { apiClient } from "../api/api-client.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useTexts } from "../texts/texts.ts";

/** The request to an administrator: as a page to send or print, and as text. */
export function RequestButtons({ account }: { account: string }) {
  const texts = useTexts().permissions;
  const download = async () =>
    saveFile(new Blob([await apiClient.scopesText(account, "request-html")], { type: "text/html" }), `casement-request-${account}.html`);
  return (
    <div class="actions">
      <button type="button" class="primary" onClick={() => void download()}>
        <Icon name="external" />
        {texts.downloadRequest}
      </button>
      <CopyButton label={texts.copyRequest} text={() => apiClient.scopesText(account, "request")} />
    </div>
  );
}
