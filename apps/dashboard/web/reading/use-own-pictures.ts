import { useEffect, useState } from "preact/hooks";
import { itemInputOf, itemServicesOf } from "../actions/item-actions.ts";
import { apiClient } from "../api/api-client.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { bytesOf } from "../parts/base64.ts";
import { isObject, type SensorItem } from "../sensors/sensor-item.ts";
import type { OwnPictures } from "./safe-html.ts";

const none: OwnPictures = new Map();

/** Formats that contain no script, whatever a plugin returns. */
const pictureType = /^image\/(png|jpe?g|pjpeg|gif|webp|bmp|avif)$/i;

/** The pictures in the text of a message, by content ID, as addresses within this page. Loading them tells nobody anything. */
export function useOwnPictures(item: SensorItem, hasAny: boolean): OwnPictures {
  const services = useStore(useHub().services);
  const [pictures, setPictures] = useState(none);
  const service = hasAny ? itemServicesOf(services, item.sensor, "download").find(({ item: use }) => !use!.fields?.file) : undefined;
  useEffect(() => {
    if (!service) return;
    const addresses: string[] = [];
    let isCurrent = true;
    apiClient.call(service.account, service.id, itemInputOf(service, item)).then(
      (result) => {
        if (!isCurrent || !isObject(result) || !Array.isArray(result.pictures)) return;
        const found = new Map<string, string>();
        for (const picture of result.pictures.filter(isObject)) {
          const { contentId, contentType, content } = picture;
          if (!pictureType.test(String(contentType))) continue;
          const address = URL.createObjectURL(new Blob([bytesOf(String(content))], { type: String(contentType) }));
          addresses.push(address);
          found.set(String(contentId), address);
        }
        setPictures(found);
      },
      // Their alternative texts are shown.
      () => undefined,
    );
    return () => {
      isCurrent = false;
      for (const address of addresses) URL.revokeObjectURL(address);
    };
  }, [service?.id, item.key]);
  return pictures;
}
