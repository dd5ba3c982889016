import { useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import { saveFile } from "../parts/save-file.ts";
import { hubPageTexts } from "./hub-page-texts.ts";

/** Files that the hub makes: a backup, and diagnostics. */
export function HubDownloads() {
  const own = hubPageTexts.use().hub;
  const [passphrase, setPassphrase] = useState("");
  const [problem, setProblem] = useState<string>();
  const save = async (read: () => Promise<Blob>, name: string): Promise<void> => {
    setProblem(undefined);
    try {
      saveFile(await read(), name);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const saveBackup = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const day = new Date().toISOString().slice(0, 10);
    await save(() => apiClient.backup(passphrase), `casement-${day}.backup`);
    setPassphrase("");
  };
  return (
    <section class="card roomy downloads" aria-labelledby="downloads">
      <h2 id="downloads">{own.downloads}</h2>
      <p class="problem" role="alert">
        {problem}
      </p>
      <form onSubmit={saveBackup}>
        <p>{own.backupLead}</p>
        <div class="field">
          <label for="passphrase">{own.passphrase}</label>
          <input
            id="passphrase"
            type="password"
            minLength={12}
            autocomplete="new-password"
            aria-describedby="passphrase-hint"
            value={passphrase}
            onInput={({ currentTarget }) => setPassphrase(currentTarget.value)}
          />
          <p class="hint" id="passphrase-hint">
            {own.passphraseHint}
          </p>
        </div>
        <div class="actions">
          <button type="submit">{own.backup}</button>
        </div>
      </form>
      <p>{own.diagnosticsLead}</p>
      <div class="actions">
        <button type="button" onClick={() => void save(apiClient.diagnostics, "casement-diagnostics.json")}>
          {own.diagnostics}
        </button>
      </div>
    </section>
  );
}
