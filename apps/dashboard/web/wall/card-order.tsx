import { useEffect, useRef, useState } from "preact/hooks";
import { fillText } from "../texts/texts.ts";
import { wallTexts } from "./wall-texts.ts";

interface CardOrderProps {
  readonly order: readonly string[];
  onOrder(order: string[]): void;
  titleOf(id: string): string;
  isShown(id: string): boolean;
  onToggle(id: string): void;
}

/** The cards, to be ticked, and dragged or moved with buttons. */
export function CardOrder({ order, onOrder, titleOf, isShown, onToggle }: CardOrderProps) {
  const texts = wallTexts.use();
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<string>();
  const [moved, setMoved] = useState("");
  /** The button that was pressed: the browser takes the focus from what is put elsewhere. */
  const pressed = useRef<HTMLElement | undefined>(undefined);
  useEffect(() => {
    pressed.current?.focus();
    pressed.current = undefined;
  }, [order]);
  const moveTo = (id: string, at: number) => {
    if (at < 0 || at >= order.length || order[at] === id) return;
    const others = order.filter((other) => other !== id);
    onOrder([...others.slice(0, at), id, ...others.slice(at)]);
    setMoved(fillText(texts.moved, titleOf(id), at + 1, order.length));
  };
  /** The place of the row at this height. */
  const placeAt = (y: number): number => {
    const rows = [...list.current!.children].map((row) => row.getBoundingClientRect());
    return Math.min(rows.filter(({ bottom }) => bottom < y).length, rows.length - 1);
  };
  return (
    <>
      <ul class="card-order" ref={list}>
        {order.map((id, at) => (
          <li key={id} class={dragged === id ? "dragged" : ""}>
            <span
              class="grip"
              aria-hidden="true"
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                setDragged(id);
              }}
              // A slow display has not drawn yet that the drag has begun.
              onPointerMove={({ currentTarget, pointerId, clientY }) =>
                currentTarget.hasPointerCapture(pointerId) && moveTo(id, placeAt(clientY))
              }
              onLostPointerCapture={() => setDragged(undefined)}
            >
              ⠿
            </span>
            <label>
              <input type="checkbox" checked={isShown(id)} onChange={() => onToggle(id)} />
              <span dir="auto">{titleOf(id)}</span>
            </label>
            {([-1, 1] as const).map((step) => (
              <button
                key={step}
                type="button"
                class="quiet small"
                aria-label={fillText(step < 0 ? texts.up : texts.down, titleOf(id))}
                aria-disabled={step < 0 ? at === 0 : at === order.length - 1}
                onClick={({ currentTarget }) => {
                  pressed.current = currentTarget;
                  moveTo(id, at + step);
                }}
              >
                {step < 0 ? "↑" : "↓"}
              </button>
            ))}
          </li>
        ))}
      </ul>
      <p class="hidden" role="status">
        {moved}
      </p>
    </>
  );
}
