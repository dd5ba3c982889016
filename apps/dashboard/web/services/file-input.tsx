import type { JsonValue } from "../api/api-types.ts";
import type { InputAttributes } from "./field-view.tsx";
import { useChosenFiles, useNewest } from "./form-files.ts";
import { RefusedFiles } from "./refused-files.tsx";

interface FileInputProps {
  readonly attributes: InputAttributes & { readonly required: boolean };
  onChange(value: JsonValue | undefined): void;
}

/** A file of this device as Base64 text. */
export function FileInput({ attributes, onChange }: FileInputProps) {
  const files = useChosenFiles(attributes.id);
  const newest = useNewest(onChange);
  const choose = async (chosen: readonly File[]): Promise<void> => {
    files.setRefused([]);
    const [content] = await files.take(chosen, toBase64);
    newest.current(content);
  };
  return (
    <>
      <input {...attributes} type="file" onChange={({ currentTarget }) => void choose([...(currentTarget.files ?? [])])} />
      <RefusedFiles files={files} />
    </>
  );
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
