import { useEffect, useRef } from "preact/hooks";
import { type OwnPictures, toSafeHtml } from "./safe-html.ts";

interface MessageFrameProps {
  readonly html: string;
  readonly title: string;
  /** Whether pictures on other servers are loaded. */
  readonly showPictures: boolean;
  readonly ownPictures: OwnPictures;
}

/**
 * What others wrote, in a frame of its own: the hub's policy for the page in it allows no script, no form and no frame. Pictures of the
 * message itself come from the dashboard (`blob:`), and only `message-with-pictures.html` loads others.
 */
export function MessageFrame({ html, title, showPictures, ownPictures }: MessageFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const resize = useRef<ResizeObserver>(undefined);
  const fill = () => {
    const page = frame.current?.contentDocument;
    // Until it has loaded, and if it cannot be loaded, another page is there.
    if (!page?.body || !page.URL.includes("/frames/")) return;
    const { color, colorScheme } = getComputedStyle(frame.current!);
    page.documentElement.style.colorScheme = colorScheme;
    page.documentElement.style.setProperty("--accent", getComputedStyle(frame.current!).getPropertyValue("--accent"));
    page.body.style.color = color;
    // Nobody knows the language of the message.
    page.documentElement.lang = "";
    page.body.dir = "auto";
    page.body.replaceChildren(page.importNode(toSafeHtml(html, showPictures, ownPictures).content, true));
    resize.current?.disconnect();
    resize.current = new ResizeObserver(() => {
      if (frame.current) frame.current.style.height = `${page.documentElement.offsetHeight + scrollBarHeight}px`;
    });
    resize.current.observe(page.documentElement);
  };
  useEffect(fill, [html, ownPictures]);
  useEffect(() => () => resize.current?.disconnect(), []);
  return (
    <iframe
      ref={frame}
      key={String(showPictures)}
      class="message-frame"
      src={showPictures ? "frames/message-with-pictures.html" : "frames/message.html"}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerpolicy="no-referrer"
      title={title}
      onLoad={fill}
    />
  );
}

/** Room for the bar below a message that is wider than its frame. */
const scrollBarHeight = 16;
