import { Icon } from "../parts/icon.tsx";
import { useTexts } from "../texts/texts.ts";
import type { useChosenFiles } from "./form-files.ts";

/** The chosen files of a field that could not be taken, each with the reason, until they are removed or chosen again. */
export function RefusedFiles({ files: { refused, setRefused } }: { files: ReturnType<typeof useChosenFiles> }) {
  const { remove } = useTexts().services;
  return (
    <div role="alert">
      {refused.map((file) => (
        <div class="list-entry refused-file" key={file.name}>
          <span class="file-name" dir="auto">
            {file.name}
          </span>
          <button
            type="button"
            class="round"
            aria-label={`${remove}: ${file.name}`}
            onClick={() => setRefused(refused.filter((other) => other !== file))}
          >
            <Icon name="close" />
          </button>
          <p class="problem">{file.why}</p>
        </div>
      ))}
    </div>
  );
}
