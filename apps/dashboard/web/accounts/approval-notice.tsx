import { useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import { ApiError } from "../api/request-hub.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { useTexts } from "../texts/texts.ts";

/** Says that an administrator has to approve something, and asks Microsoft now. */
export function ApprovalNotice({ account }: { account: string }) {
  const hub = useHub();
  const texts = useTexts().accounts;
  const mayWrite = useMayWrite();
  const [isAsking, setIsAsking] = useState(false);
  const [result, setResult] = useState<string>();
  const checkNow = async () => {
    setIsAsking(true);
    try {
      const { plugins } = await apiClient.renewSignIn(account);
      const isWaiting = plugins.some(({ state }) => state === "waiting-for-approval");
      setResult(isWaiting ? texts.notApprovedYet : undefined);
      await hub.reload();
    } catch (error) {
      setResult(error instanceof ApiError ? error.problem.detail : String(error));
    }
    setIsAsking(false);
  };
  return (
    <Notice title={texts.approvalLead}>
      <p>{texts.approvalWait}</p>
      {result !== undefined && <p role="status">{result}</p>}
      <div class="actions">
        {mayWrite && (
          <button type="button" disabled={isAsking} onClick={() => void checkNow()}>
            {texts.checkNow}
          </button>
        )}
        <a class="button quiet" href="#/permissions">
          {texts.toRequest}
        </a>
      </div>
    </Notice>
  );
}
