import { useRef, useState } from "preact/hooks";
import { ApiError, client } from "../api/client.ts";
import type { Json, JsonObject, Service } from "../api/types.ts";
import { useMayWrite } from "../hub-context.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Notice } from "../parts/notice.tsx";
import { Value } from "../sensors/attribute-list.tsx";
import { FormOf, serviceTitle } from "../texts/plugin-texts.ts";
import { fill, useTexts } from "../texts/texts.ts";
import { compact, inZone, missingOf, type Problems } from "./check-input.ts";
import { asCommand, asCurl, asYaml } from "./elsewhere.ts";
import { FieldView } from "./field-view.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { fieldOf } from "./schema-shape.ts";

/** A service as a form made from its schema, with what came of it. */
export function ServiceForm({ service }: { service: Service }) {
  const texts = useTexts().services;
  const mayWrite = useMayWrite();
  const readOnly = useTexts().readOnly;
  const [value, setValue] = useState<JsonObject>({});
  const [problems, setProblems] = useState<Problems>(new Map());
  const [failure, setFailure] = useState<string>();
  const [result, setResult] = useState<{ value: Json }>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const root = service.input;
  const { shape } = fieldOf(root, root, "");
  const input = inZone(compact(value));

  const fail = (message: string, fields: Problems) => {
    setFailure(message);
    setProblems(fields);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const run = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setFailure(undefined);
    setResult(undefined);
    const missing = missingOf(input, root, root, texts.needed);
    if (missing.size > 0) return fail(texts.correct, missing);
    setProblems(new Map());
    setBusy(true);
    try {
      setResult({ value: await client.call(service.account, service.id, input) });
    } catch (error) {
      const { detail, errors = [] } = error instanceof ApiError ? error.problem : { detail: String(error) };
      fail(errors.length > 0 ? texts.correct : detail, new Map(errors.map((each) => [each.pointer, each.detail])));
    }
    setBusy(false);
  };
  // What no field shows stands above them all.
  const unplaced = [...problems].filter(
    ([pointer]) => !pointer.startsWith("#/") || !root.properties?.[decodeURIComponent(pointer.split("/")[1] ?? "")],
  );
  return (
    <form ref={form} class="card roomy service-form" noValidate onSubmit={run}>
      <header>
        <h2>{serviceTitle(service)}</h2>
        <p class="muted">
          <code>{service.id}</code> · {service.account} · {texts.effects[service.effect]}
        </p>
      </header>
      {!service.offered && (
        <Notice kind="bad" title={texts.refused}>
          <p>{service.reason}</p>
          {service.scopes.length > 0 && <p>{fill(texts.needs, service.scopes.join(", "))}</p>}
        </Notice>
      )}
      <FormOf.Provider value={service.id.split("/")[0]}>
        {shape.as === "object" ? (
          <ObjectFields
            schema={root}
            root={root}
            name=""
            path={[]}
            value={value}
            required
            problems={problems}
            shape={shape}
            onChange={(next) => setValue((next ?? {}) as JsonObject)}
          />
        ) : (
          <FieldView
            schema={root}
            root={root}
            name="input"
            path={[]}
            value={value}
            required
            problems={problems}
            onChange={(next) => setValue((next ?? {}) as JsonObject)}
          />
        )}
      </FormOf.Provider>
      {failure !== undefined && (
        <Notice kind="bad" title={failure}>
          {unplaced.map(([pointer, text]) => (
            <p key={pointer}>{text}</p>
          ))}
        </Notice>
      )}
      <div class="actions">
        <button type="submit" class="primary" disabled={!service.offered || !mayWrite} aria-busy={busy}>
          {busy ? texts.running : service.effect === "read" ? texts.runRead : texts.run}
        </button>
        {!mayWrite && <span class="muted">{readOnly}</span>}
      </div>
      {result && (
        <Notice kind="good" title={texts.done}>
          {result.value !== null && (
            <div class="result">
              <Value value={result.value} />
              <CopyButton text={JSON.stringify(result.value, undefined, 2)} />
            </div>
          )}
        </Notice>
      )}
      <details class="elsewhere">
        <summary>{texts.as}</summary>
        <h3>{texts.asCommand}</h3>
        <CodeBlock text={asCommand(service, input)} />
        <h3>{texts.asCurl}</h3>
        <CodeBlock text={asCurl(service, input)} />
        <h3>{texts.asYaml}</h3>
        <CodeBlock text={asYaml(service, input)} />
      </details>
    </form>
  );
}
