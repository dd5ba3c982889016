import { useRef, useState } from "preact/hooks";
import { ApiError, apiClient } from "../api/api-client.ts";
import type { JsonObject, JsonValue, Service } from "../api/api-types.ts";
import { useMayWrite } from "../hub-context.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Notice } from "../parts/notice.tsx";
import { AttributeValue } from "../sensors/attribute-list.tsx";
import { FormServiceContext, serviceSummaryOf, serviceTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { toCommandLine, toCurlCommand, toHomeAssistantYaml } from "./call-examples.ts";
import { type FieldProblems, findMissingFields, removeEmptyFields, removeOffsets } from "./check-input.ts";
import { FieldView } from "./field-view.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { fieldOf } from "./schema-shape.ts";

/** A form for a service, generated from its schema, with the result of the call. */
export function ServiceForm({ service }: { service: Service }) {
  const texts = useTexts().services;
  const mayWrite = useMayWrite();
  const readOnly = useTexts().readOnly;
  const [value, setValue] = useState<JsonObject>({});
  const [problems, setProblems] = useState<FieldProblems>(new Map());
  const [failure, setFailure] = useState<string>();
  const [result, setResult] = useState<{ value: JsonValue }>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const root = service.input;
  const { shape } = fieldOf(root, root, "");
  const title = serviceTitleOf(service);
  const summary = serviceSummaryOf(service);
  const input = removeOffsets(removeEmptyFields(value));

  const fail = (message: string, fields: FieldProblems) => {
    setFailure(message);
    setProblems(fields);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const callService = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setFailure(undefined);
    setResult(undefined);
    const missing = findMissingFields(input, root, root, texts.required);
    if (missing.size > 0) return fail(texts.correct, missing);
    setProblems(new Map());
    setBusy(true);
    try {
      setResult({ value: await apiClient.call(service.account, service.id, input) });
    } catch (error) {
      const { detail, errors = [] } = error instanceof ApiError ? error.problem : { detail: String(error) };
      fail(errors.length > 0 ? texts.correct : detail, new Map(errors.map((each) => [each.pointer, each.detail])));
    }
    setBusy(false);
  };
  // Problems that no field shows.
  const otherProblems = [...problems].filter(
    ([pointer]) => !pointer.startsWith("#/") || !root.properties?.[decodeURIComponent(pointer.split("/")[1] ?? "")],
  );
  return (
    <form ref={form} class="card roomy service-form" noValidate onSubmit={callService}>
      <header>
        <h2>{title}</h2>
        {summary !== undefined && <p>{summary}</p>}
        <p class="muted">
          <code>{service.id}</code> · {service.account} ·{" "}
          {service.effect === "read" ? texts.onlyReads : service.repeatable ? texts.safeToRepeat : texts.notSafeToRepeat}
        </p>
      </header>
      {!service.offered && (
        <Notice kind="bad" title={texts.notOffered}>
          <p>{service.reason}</p>
          {service.scopes.length > 0 && <p>{fillText(texts.needs, service.scopes.join(", "))}</p>}
        </Notice>
      )}
      <FormServiceContext.Provider value={service}>
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
      </FormServiceContext.Provider>
      {failure !== undefined && (
        <Notice kind="bad" title={failure}>
          {otherProblems.map(([pointer, text]) => (
            <p key={pointer}>{text}</p>
          ))}
        </Notice>
      )}
      <div class="actions">
        <button type="submit" class="primary" disabled={!service.offered || !mayWrite} aria-busy={busy}>
          {busy ? texts.running : service.effect === "read" ? texts.show : title}
        </button>
        {!mayWrite && <span class="muted">{readOnly}</span>}
      </div>
      {result && (
        <Notice kind="good" title={texts.done}>
          {result.value !== null && (
            <div class="result">
              <AttributeValue value={result.value} />
              <CopyButton text={JSON.stringify(result.value, undefined, 2)} />
            </div>
          )}
        </Notice>
      )}
      <details class="call-examples">
        <summary>{texts.callElsewhere}</summary>
        <h3>{texts.commandLine}</h3>
        <CodeBlock text={toCommandLine(service, input)} />
        <h3>{texts.curl}</h3>
        <CodeBlock text={toCurlCommand(service, input)} />
        <h3>{texts.homeAssistant}</h3>
        <CodeBlock text={toHomeAssistantYaml(service, input)} />
      </details>
    </form>
  );
}
