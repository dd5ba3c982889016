import { useState } from "preact/hooks";
import { actionTexts } from "../actions/action-texts.ts";
import { apiClient } from "../api/api-client.ts";
import type { JsonValue } from "../api/api-types.ts";
import { useMayWrite } from "../hub-context.ts";
import { Icon } from "../parts/icon.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import { type FieldProblems, toJsonPointer } from "./check-input.ts";
import type { InputAttributes } from "./field-view.tsx";
import { useChosenFiles, useNewest } from "./form-files.ts";
import { RefusedFiles } from "./refused-files.tsx";

/** Bytes, as the hub takes. */
const maxSize = 25 * 1024 * 1024;

interface UploadFieldProps {
  readonly path: readonly (string | number)[];
  readonly value: JsonValue | undefined;
  readonly problems: FieldProblems;
  readonly inputAttributes: InputAttributes;
  readonly isList?: boolean;
  onChange(value: JsonValue | undefined): void;
}

/** Files of this device, which the hub keeps for an hour; or names of files that the hub can read. */
export function UploadField({ path, value, problems, inputAttributes, isList = false, onChange }: UploadFieldProps) {
  const texts = actionTexts.use();
  const { services } = useTexts();
  const mayWrite = useMayWrite();
  const [loading, setLoading] = useState<string>();
  const files = useChosenFiles(inputAttributes.id);
  const entries = [value ?? []].flat().map(String);
  const set = (next: readonly string[]): void => onChange(isList ? (next.length > 0 ? [...next] : undefined) : next[0]);
  const newest = useNewest({ entries, set });
  const upload = async (chosen: readonly File[]): Promise<void> => {
    const added = await files.take(chosen, async (file) => {
      if (file.size > maxSize) throw new Error(fillText(texts.fileTooLarge, file.name));
      setLoading(file.name);
      return apiClient.upload(file);
    });
    setLoading(undefined);
    const { current } = newest;
    if (added.length > 0) current.set(isList ? [...current.entries, ...added] : added);
  };
  return (
    <div class="list-field">
      {entries.map((entry, at) => (
        <div class="list-entry" key={at}>
          {isUpload(entry) ? (
            <span class="file-name" dir="auto">
              {nameOf(entry)}
            </span>
          ) : (
            <input
              {...inputAttributes}
              id={`${inputAttributes.id}-${at}`}
              aria-label={`${texts.hubFile} ${at + 1}`}
              type="text"
              autocomplete="off"
              placeholder={texts.hubFile}
              value={entry}
              onInput={({ currentTarget }) => set(entries.with(at, currentTarget.value))}
            />
          )}
          <button
            type="button"
            class="round"
            aria-label={`${services.remove}: ${isUpload(entry) ? nameOf(entry) : at + 1}`}
            onClick={() => set(entries.toSpliced(at, 1))}
          >
            <Icon name="close" />
          </button>
          <p class="problem">{problems.get(toJsonPointer([...path, at]))}</p>
        </div>
      ))}
      <RefusedFiles files={files} />
      {(isList || entries.length === 0) && (
        <div class="actions">
          <label class="button" aria-busy={loading !== undefined}>
            {loading === undefined ? (isList ? texts.chooseFiles : texts.chooseFile) : fillText(texts.uploading, loading)}
            <input
              {...inputAttributes}
              class="hidden"
              type="file"
              multiple={isList}
              disabled={loading !== undefined || !mayWrite}
              onChange={({ currentTarget }) => {
                const chosen = [...(currentTarget.files ?? [])];
                // The same file can be chosen again.
                currentTarget.value = "";
                void upload(chosen);
              }}
            />
          </label>
          <button type="button" class="quiet small" onClick={() => set([...entries, ""])}>
            + {texts.hubFile}
          </button>
        </div>
      )}
    </div>
  );
}

const isUpload = (name: string): boolean => name.startsWith("upload:");
const nameOf = (name: string): string => name.slice(name.indexOf("/") + 1);
