import { useEffect, useId, useRef, useState } from "preact/hooks";
import { actionTexts } from "../actions/action-texts.ts";
import { callCarefully } from "../actions/careful-calls.ts";
import type { JsonObject, JsonValue, Sensor, Service } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { CodeBlock } from "../parts/code-block.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Notice } from "../parts/notice.tsx";
import { AttributeValue } from "../sensors/attribute-list.tsx";
import { withLastDays } from "../sensors/last-day.ts";
import { AttributePluginContext, FormServiceContext, serviceSummaryOf, serviceTitleOf } from "../texts/plugin-texts.ts";
import { currentLanguage, fillText, useTexts } from "../texts/texts.ts";
import { finishedAddresses } from "./address-field.tsx";
import { toCommandLine, toCurlCommand, toHomeAssistantYaml } from "./call-examples.ts";
import { emptiedFields, type FieldProblems, findEarlyEnd, findMissingFields, removeEmptyFields, removeOffsets } from "./check-input.ts";
import { FieldView } from "./field-view.tsx";
import { createFormFiles, FormFilesContext } from "./form-files.ts";
import { timeFieldsOf } from "./linked-times.ts";
import { ObjectFields } from "./object-fields.tsx";
import { ScalarInput } from "./scalar-input.tsx";
import { fieldOf } from "./schema-shape.ts";

interface ServiceFormProps {
  readonly service: Service;
  /** What is filled in. */
  readonly known?: JsonObject;
  /** Fields that are left out. */
  readonly unused?: readonly string[] | undefined;
  /** In a dialog: the title of the item whose id is filled in. */
  readonly about?: string | undefined;
  /** What is entered has changed. */
  onChange?(value: JsonObject): void;
  /** In a dialog: the call begins. It can wait for a change of mind. */
  onBegin?(): void;
  /** In a dialog: the call has ended. `isDone` is false if it was taken back or has failed, and if there is a result to show. */
  onEnd?(isDone: boolean): void;
}

/** A form for a service, generated from its schema, with the result of the call. */
export function ServiceForm({ service, known = {}, unused = [], about, onChange, onBegin, onEnd }: ServiceFormProps) {
  const texts = useTexts().services;
  const mayWrite = useMayWrite();
  const readOnly = useTexts().readOnly;
  const language = useStore(currentLanguage);
  const [value, setValue] = useState<JsonObject>(known);
  const [isJson, setIsJson] = useState(false);
  const moreTexts = actionTexts.use();
  useEffect(() => onChange?.(value), [value]);
  const isDialog = onEnd !== undefined;
  const isRead = service.effect === "read";
  const [problems, setProblems] = useState<FieldProblems>(new Map());
  const [failure, setFailure] = useState<string>();
  const [result, setResult] = useState<{ value: JsonValue }>();
  const [busy, setBusy] = useState(false);
  const [files] = useState(createFormFiles);
  const { running, refused } = useStore(files);
  const isUploading = running > 0;
  const jsonId = useId();
  const form = useRef<HTMLFormElement>(null);
  const { sensors } = useHub();
  const root = service.input;
  const { shape } = fieldOf(root, root, "");
  // Somebody has chosen another place for what they are entering: the rest stays, as far as that place has it.
  useEffect(() => {
    const { sensor } = known;
    const isKept = (name: string) => name !== "sensor" && root.properties?.[name] !== undefined;
    setValue((before) => ({
      ...Object.fromEntries(Object.entries(before).filter(([name]) => isKept(name))),
      ...(sensor !== undefined && { sensor }),
    }));
  }, [service.account, service.id, known.sensor]);
  const title = serviceTitleOf(service);
  const summary = serviceSummaryOf(service);
  // What is as it was needs no change. The id and the sensor always belong to the call.
  const isChange = service.item?.does === "change";
  const isUnchanged = (name: string) => isChange && name !== service.item?.id && name !== "sensor" && value[name] === known[name];
  // In JSON, what is missing is left as it is.
  const emptied = isChange && !isJson ? emptiedFields(value, known, root) : {};
  const given = removeEmptyFields(Object.fromEntries(Object.entries(value).filter(([name]) => !isUnchanged(name))));
  const input = finishInput(service, removeOffsets({ ...given, ...emptied }));
  const filled = isDialog && about !== undefined ? ["sensor", service.item?.id ?? ""].filter((name) => known[name] !== undefined) : [];
  const hidden = [...filled, ...unused];

  const switchView = () => {
    if (refused.size > 0) return failForFiles();
    setValue({ ...value, ...emptied });
    setIsJson(!isJson);
  };
  const fail = (message: string, fields: FieldProblems) => {
    setFailure(message);
    setProblems(fields);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const failForFiles = () => {
    fail(moreTexts.fileMissing, new Map());
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(".refused-file button")?.focus());
  };
  const callService = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy || isUploading) return;
    setFailure(undefined);
    setResult(undefined);
    const times = timeFieldsOf(service);
    const wrong = new Map([
      ...findMissingFields(input, root, root, texts.required),
      // What did not change is not sent, and counts.
      ...(times ? findEarlyEnd({ ...value, ...emptied }, times, moreTexts.endBeforeStart) : []),
    ]);
    if (wrong.size > 0) return fail(texts.correct, wrong);
    if (refused.size > 0) return failForFiles();
    setProblems(new Map());
    setBusy(true);
    let isDone = false;
    try {
      const ended = await callCarefully(
        { service, input, about: about ?? aboutOf(input, service) },
        { isQuiet: true, isDeliberate: true, isImmediate: !isDialog, onBegin },
      );
      isDone = ended !== undefined && !isRead;
      if (ended && (isRead || !isDialog)) setResult({ value: ended.result });
    } catch (error) {
      const { detail, errors = [] } = error instanceof ApiError ? error.problem : { detail: String(error) };
      fail(errors.length > 0 ? texts.correct : detail, new Map(errors.map((each) => [each.pointer, each.detail])));
    }
    setBusy(false);
    if (!isRead) onEnd?.(isDone);
  };
  // Problems that no field shows.
  const otherProblems = [...problems].filter(
    ([pointer]) => isJson || !pointer.startsWith("#/") || !root.properties?.[decodeURIComponent(pointer.split("/")[1] ?? "")],
  );
  return (
    <form ref={form} class="card roomy service-form" noValidate onSubmit={callService}>
      <header>
        <h2>{title}</h2>
        {about !== undefined && <p class="about">{about}</p>}
        {summary !== undefined && <p>{summary}</p>}
        {isDialog ? (
          (service.effect === "remove" || service.reachesOthers === "always") && (
            <p class="caution">{service.effect === "remove" ? moreTexts.removes : moreTexts.reachesOthers}</p>
          )
        ) : (
          <p class="muted">
            <code>{service.id}</code> · {service.account} ·{" "}
            {isRead ? texts.onlyReads : service.repeatable ? texts.safeToRepeat : texts.notSafeToRepeat}
          </p>
        )}
      </header>
      {!service.offered && (
        <Notice kind="bad" title={texts.notOffered}>
          {(language === "en" || service.scopes.length === 0) && <p>{service.reason}</p>}
          {service.scopes.length > 0 && <p>{fillText(texts.needs, service.scopes.join(", "))}</p>}
        </Notice>
      )}
      <FormServiceContext.Provider value={service}>
        <FormFilesContext.Provider value={files}>
          {isJson ? (
            <ScalarInput
              shape={{ as: "json" }}
              schema={root}
              value={value}
              label="JSON"
              inputAttributes={{ id: jsonId, "aria-describedby": "", "aria-invalid": false }}
              required={false}
              optionText={String}
              onChange={(next) => setValue((next ?? {}) as JsonObject)}
            />
          ) : shape.as === "object" ? (
            <ObjectFields
              schema={root}
              root={root}
              name=""
              path={[]}
              value={value}
              required
              problems={problems}
              shape={shape}
              hidden={hidden}
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
        </FormFilesContext.Provider>
      </FormServiceContext.Provider>
      {failure !== undefined && (
        <Notice kind="bad" title={failure}>
          {otherProblems.map(([pointer, text]) => (
            <p key={pointer}>
              {isJson && <code>{pointer}</code>} {text}
            </p>
          ))}
        </Notice>
      )}
      <div class="actions">
        <button type="submit" class="primary" disabled={!service.offered || !mayWrite || isUploading} aria-busy={busy}>
          {busy ? texts.running : isRead ? texts.show : title}
        </button>
        <button type="button" class="quiet" disabled={isUploading} onClick={switchView}>
          {isJson ? moreTexts.form : moreTexts.json}
        </button>
        {!mayWrite && <span class="muted">{readOnly}</span>}
      </div>
      {result && (
        <Notice kind="good" title={texts.done}>
          {result.value !== null && (
            <div class="result">
              <AttributePluginContext.Provider value={service.id.split("/")[0]!}>
                <AttributeValue value={withLastDays(result.value, itemsOf(service, sensors.get()) ?? {})} />
              </AttributePluginContext.Provider>
              <CopyButton text={JSON.stringify(result.value, undefined, 2)} />
            </div>
          )}
        </Notice>
      )}
      {!isDialog && (
        <details class="call-examples">
          <summary>{texts.callElsewhere}</summary>
          <h3>{texts.commandLine}</h3>
          <CodeBlock text={toCommandLine(service, input)} />
          <h3>{texts.curl}</h3>
          <CodeBlock text={toCurlCommand(service, input)} />
          <h3>{texts.homeAssistant}</h3>
          <CodeBlock text={toHomeAssistantYaml(service, input)} />
        </details>
      )}
    </form>
  );
}

/** How the items are presented that the service is about. */
const itemsOf = ({ id, account, item }: Service, sensors: ReadonlyMap<string, Sensor>) =>
  [...sensors.values()].find(
    (sensor) => sensor.account === account && id.startsWith(`${sensor.plugin}/`) && [item?.of].flat().includes(sensor.kind),
  )?.present?.items;

/** What a call without an item is about: the text that names what is made. */
function aboutOf(input: JsonObject, { item }: Service): string {
  const text = input[item?.fields?.text ?? ""];
  return typeof text === "string" ? text : "";
}

/** Lists of addresses are typed as one text. */
const finishInput = ({ input: schema }: Service, input: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const shape = schema.properties?.[name] && fieldOf(schema.properties[name], schema, name).shape;
      return [name, shape?.as === "addresses" ? finishedAddresses(value) : value];
    }),
  );
