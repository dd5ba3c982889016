import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Service } from "../api/api-types.ts";
import { toPlainText } from "../parts/plain-text.ts";
import type { SensorItem } from "../sensors/sensor-item.ts";
import { fillText } from "../texts/texts.ts";
import { formatDateAndTime } from "../texts/times.ts";
import { AnswerBox } from "./answer-box.tsx";
import { AttachmentList } from "./attachment-list.tsx";
import { MessageFrame } from "./message-frame.tsx";
import type { ReadMessage } from "./read-messages.ts";
import { readingTexts } from "./reading-texts.ts";
import { toSafeHtml } from "./safe-html.ts";
import { useOwnPictures } from "./use-own-pictures.ts";
import { useReadMark } from "./use-read-mark.ts";
import { useReading } from "./use-reading.ts";

/** What an item has to read: the text of a message, or the last messages of a chat, oldest first; and a box to write back. */
export function ItemReading({ item, service }: { item: SensorItem; service: Service }) {
  const texts = readingTexts.use();
  const { messages, problem, older } = useReading(service, item);
  const mark = useReadMark(item, messages !== undefined);
  const list = useRef<HTMLOListElement>(null);
  const newest = messages?.[0]?.key;
  useEffect(() => void list.current?.lastElementChild?.scrollIntoView({ block: "nearest" }), [newest]);
  const isChat = service.item!.shows!.attribute !== undefined;
  return (
    <div class={isChat ? "reading chat" : "reading"} aria-busy={!messages && problem === undefined}>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {older && (
        <button type="button" class="quiet small" aria-busy={older.isLoading} disabled={older.isLoading} onClick={older.load}>
          {texts.older}
        </button>
      )}
      {messages?.length === 0 && <p class="muted">{texts.noText}</p>}
      {isChat ? (
        <ol class="chat-messages" ref={list}>
          {messages?.toReversed().map((message) => (
            <li key={message.key} class={message.isOwn ? "own" : ""}>
              <ChatMessage message={message} />
            </li>
          ))}
        </ol>
      ) : (
        messages?.map((message) => <OneMessage key={message.key} message={message} item={item} />)
      )}
      {mark && messages && (
        <button type="button" class="quiet small" onClick={() => mark.set(mark.isUnread)}>
          {mark.isUnread ? texts.markRead : texts.markUnread}
        </button>
      )}
      {messages && <AnswerBox item={item} />}
    </div>
  );
}

/** Chats are short and many: as text, without a frame. */
function ChatMessage({ message }: { message: ReadMessage }) {
  const texts = readingTexts.use();
  return (
    <>
      <p class="from">
        <strong dir="auto">{message.isOwn ? texts.you : message.from}</strong>
        {message.at && <time dateTime={message.at.toISOString()}>{formatDateAndTime(message.at)}</time>}
      </p>
      {message.title !== undefined && <p dir="auto">{message.title}</p>}
      <p class="text" dir="auto">
        {message.text ?? toPlainText(message.html ?? "")}
      </p>
      {message.attachments.length > 0 && <p class="muted">{message.attachments.join(", ")}</p>}
    </>
  );
}

function OneMessage({ message, item }: { message: ReadMessage; item: SensorItem }) {
  const texts = readingTexts.use();
  const [showPictures, setShowPictures] = useState(false);
  const { pictures, ownPictures } = useMemo(() => toSafeHtml(message.html ?? "", true), [message.html]);
  const own = useOwnPictures(item, ownPictures > 0);
  return (
    <article class="message">
      <p class="muted">
        <bdi>{message.from}</bdi>
        {message.to.length > 0 && " · "}
        {message.to.length > 0 && <bdi>{fillText(texts.to, message.to.join(", "))}</bdi>}
        {message.at && ` · ${formatDateAndTime(message.at)}`}
      </p>
      {pictures > 0 && !showPictures && (
        <p class="pictures-note">
          <span>{texts.picturesWhy}</span>
          <button type="button" onClick={() => setShowPictures(true)}>
            {texts.showPictures}
          </button>
        </p>
      )}
      {message.html !== undefined ? (
        <MessageFrame
          html={message.html}
          title={fillText(texts.messageFrame, message.title ?? "")}
          showPictures={showPictures}
          ownPictures={own}
        />
      ) : (
        <p class="text" dir="auto">
          {message.text ?? texts.noText}
        </p>
      )}
      {message.isTruncated && <p class="muted">{texts.cut}</p>}
      <AttachmentList item={item} names={message.attachments} />
    </article>
  );
}
