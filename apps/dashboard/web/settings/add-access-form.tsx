import { useState } from "preact/hooks";
import { tickServiceOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import type { AccessGrant, GrantCredentials, GrantKind, JsonObject } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { GrantChoices } from "../connect/grant-choices.tsx";
import { leastGrant, toGrantInput } from "../connect/requested-grant.ts";
import { useHub } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { accessTextOf } from "./access-entry.tsx";

/** A form for each kind of access, made from what the hub says of the kind. */
export function AddAccessForm({
  kinds,
  onAdded,
}: {
  kinds: readonly GrantKind[];
  onAdded: (added: { grant: AccessGrant; credentials: GrantCredentials }) => void;
}) {
  const texts = useTexts().access;
  const [chosen, setChosen] = useState("wall");
  const accounts = useStore(useHub().accounts) ?? [];
  const [agent, setAgent] = useState(() => leastGrant(accounts.map(({ name }) => name)));
  const [problem, setProblem] = useState<string>();
  const kind = kinds.find((known) => known.kind === chosen) ?? kinds[0];
  if (!kind) return null;
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(undefined);
    try {
      const input = readForm(new FormData(event.currentTarget as HTMLFormElement));
      onAdded(await apiClient.addAccess(kind.isAgent ? { ...input, ...toGrantInput(agent) } : input));
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <section class="card roomy">
      <h2>{texts.add}</h2>
      <form class="fields add-access" onSubmit={add}>
        <div class="field">
          <label for="access-kind">{texts.kind}</label>
          <select id="access-kind" name="kind" value={kind.kind} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {kinds.map(({ kind: name, title }) => (
              <option key={name} value={name}>
                {texts.kinds[name] ?? title}
              </option>
            ))}
          </select>
        </div>
        {kind.unavailable === undefined ? <KindFields kind={kind} key={kind.kind} /> : <Notice title={kind.unavailable} />}
        {kind.isAgent && kind.unavailable === undefined && (
          <GrantChoices draft={agent} isOpenEnded onChange={(part) => setAgent((before) => ({ ...before, ...part }))} />
        )}
        <p class="problem" role="alert">
          {problem}
        </p>
        {kind.unavailable === undefined && (
          <button type="submit" class="primary">
            {texts.create}
          </button>
        )}
      </form>
    </section>
  );
}

function KindFields({ kind: { kind, target, access, options, isAgent, canTick } }: { kind: GrantKind }) {
  const texts = useTexts().access;
  return (
    <>
      <div class="field">
        <label for="access-name">{texts.name}</label>
        <input id="access-name" name="name" maxLength={80} autocomplete="off" aria-describedby="access-name-hint" />
        <p class="hint" id="access-name-hint">
          {texts.nameHint}
        </p>
      </div>
      {target !== "hub" && <TargetField withSensors={target === "sensor"} />}
      {!isAgent && access.length > 1 && (
        <div class="field">
          <label for="access-may">{texts.may}</label>
          <select id="access-may" name="access">
            {access.map((choice) => (
              <option key={choice} value={choice}>
                {texts[accessTextOf(choice)]}
              </option>
            ))}
          </select>
        </div>
      )}
      {Object.entries(options).map(([name, label]) => (
        <div class="field checkbox" key={name}>
          <input type="checkbox" id={`access-${kind}-${name}`} name="options" value={name} />
          <label for={`access-${kind}-${name}`}>{texts.options[name] ?? label}</label>
        </div>
      ))}
      {canTick && <TickField />}
    </>
  );
}

/** The lists that a display may tick. */
function TickField() {
  const { mayTick } = useTexts().access;
  const hub = useHub();
  const services = useStore(hub.services);
  const sensors = [...useStore(hub.sensors).values()];
  const lists = sensors.filter(
    (sensor) => !sensor.gone && sensor.present?.items?.done !== undefined && tickServiceOf(services, sensor, "complete", false),
  );
  if (lists.length === 0) return null;
  return (
    <fieldset class="field">
      <legend>{mayTick}</legend>
      <ul class="tick-lists">
        {lists.map((sensor) => (
          <li key={sensor.id} class="checkbox">
            <input type="checkbox" id={`tick-${sensor.id}`} name="mayTick" value={sensor.id} />
            <label for={`tick-${sensor.id}`}>
              <span dir="auto">{sensorTitleOf(sensor)}</span> <small>{sensor.account}</small>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function TargetField({ withSensors }: { withSensors: boolean }) {
  const texts = useTexts().access;
  const hub = useHub();
  const accounts = useStore(hub.accounts) ?? [];
  const sensors = [...useStore(hub.sensors).values()].filter(({ gone }) => !gone);
  return (
    <div class="field">
      <label for="access-target">{withSensors ? texts.sensor : texts.account}</label>
      <select id="access-target" name="target">
        {accounts.map(({ name }) => (
          <>
            <option value={name}>{name}</option>
            {withSensors &&
              sensors
                .filter(({ account }) => account === name)
                .map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title} ({id})
                  </option>
                ))}
          </>
        ))}
      </select>
    </div>
  );
}

/** Fields that are empty or not shown are left out. */
function readForm(form: FormData): JsonObject {
  const texts = ["kind", "name", "target", "access"].map((name) => [name, String(form.get(name) ?? "").trim()] as const);
  const lists = ["options", "mayTick"].map((name) => [name, form.getAll(name).map(String)] as const);
  return Object.fromEntries([...texts, ...lists].filter(([, value]) => value.length > 0));
}
