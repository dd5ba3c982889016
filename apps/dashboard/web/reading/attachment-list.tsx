import { useState } from "preact/hooks";
import { itemInputOf, itemServicesOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { bytesOf } from "../parts/base64.ts";
import { saveFile } from "../parts/save-file.ts";
import { isObject, type SensorItem } from "../sensors/sensor-item.ts";
import { fillText } from "../texts/texts.ts";
import { readingTexts } from "./reading-texts.ts";

/** Attachments by name. They can be saved if a service downloads them. */
export function AttachmentList({ item, names }: { item: SensorItem; names: readonly string[] }) {
  const texts = readingTexts.use();
  const services = useStore(useHub().services);
  const [loading, setLoading] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const service = itemServicesOf(services, item.sensor, "download").find(({ item: use }) => use!.fields?.file !== undefined);
  if (names.length === 0) return null;
  const save = async (name: string) => {
    setLoading(name);
    setProblem(undefined);
    try {
      const input = { ...itemInputOf(service!, item), [service!.item!.fields!.file!]: name };
      const file = await apiClient.call(service!.account, service!.id, input);
      if (isObject(file)) saveFile(blobOf(String(file.content)), String(file.name));
    } catch (error) {
      setProblem(error instanceof ApiError ? error.problem.detail : String(error));
    }
    setLoading(undefined);
  };
  return (
    <>
      <ul class="attachments" aria-label={texts.attachments}>
        {names.map((name, at) => (
          <li key={`${at} ${name}`} dir="auto">
            {service ? (
              <button
                type="button"
                aria-label={fillText(texts.save, name)}
                aria-busy={loading === name}
                disabled={loading !== undefined}
                onClick={() => save(name)}
              >
                {name}
              </button>
            ) : (
              name
            )}
          </li>
        ))}
      </ul>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** Without the type that the sender gave: the browser only saves it. */
const blobOf = (base64: string): Blob => new Blob([bytesOf(base64)]);
