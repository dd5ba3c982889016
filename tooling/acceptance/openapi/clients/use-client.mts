import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

declare const process: { env: Record<string, string> };

const client = createClient<paths>({
  baseUrl: process.env.HUB_ADDRESS!,
  headers: { authorization: `Bearer ${process.env.HUB_TOKEN}` },
});
const { data: page } = await client.GET("/api/v1/sensors");
const lists = page!.sensors.filter(({ plugin }) => plugin === "todo");
const sensor = lists[0]!.id.split("/")[2]!;
const title = `Client ${Date.now()}`;
const { data: created } = await client.POST("/api/v1/accounts/home/services/todo/create-task", { body: { sensor, title } });
if (!created) throw new Error("The task was not created.");
const { data: listed } = await client.POST("/api/v1/accounts/home/services/todo/list-tasks", { body: { sensor } });
if (!JSON.stringify(listed).includes(title)) throw new Error("The task is not listed.");
const { error } = await client.POST("/api/v1/accounts/home/services/todo/create-task", { body: { sensor, title: "" } });
console.log(`sensors ${lists.length}, created, listed, refused ${error!.code}`);
