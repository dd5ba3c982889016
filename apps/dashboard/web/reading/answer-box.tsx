import { useId, useState } from "preact/hooks";
import { itemActionsOf, openFieldsOf, type ServiceCall } from "../actions/item-actions.ts";
import { callWithCare } from "../actions/load-actions.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import type { SensorItem } from "../sensors/sensor-item.ts";
import { serviceTitleOf } from "../texts/plugin-texts.ts";
import { readingTexts } from "./reading-texts.ts";

/** Writes back with the first service that needs only a text. A text that was taken back or could not be sent stays. */
export function AnswerBox({ item }: { item: SensorItem }) {
  const texts = readingTexts.use();
  const services = useStore(useHub().services);
  const [text, setText] = useState("");
  const id = useId();
  const call = itemActionsOf(services, item).find(takesOnlyText);
  if (!call) return null;
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const written = text.trim();
    if (written === "") return;
    setText("");
    const input = { ...call.input, [call.service.item!.fields!.text!]: written };
    const done = await callWithCare({ service: call.service, input, about: item.title }, { isDeliberate: true }).catch(() => undefined);
    if (!done) setText((typed) => typed || written);
  };
  return (
    <form class="answer-box" onSubmit={send}>
      <label for={id}>{texts.answer}</label>
      <textarea
        id={id}
        rows={3}
        dir="auto"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) (event.currentTarget as HTMLTextAreaElement).form!.requestSubmit();
        }}
      />
      <button type="submit" class="primary" disabled={text.trim() === ""}>
        {serviceTitleOf(call.service)}
      </button>
    </form>
  );
}

function takesOnlyText(call: ServiceCall): boolean {
  const { does, fields } = call.service.item!;
  return does === "act" && fields?.text !== undefined && openFieldsOf(call).every((field) => field === fields.text);
}
