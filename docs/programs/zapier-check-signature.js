// For the step "Code by Zapier" (JavaScript) after "Catch Raw Hook". Input data: id, timestamp, signature (of the headers webhook-id,
// webhook-timestamp and webhook-signature), body (the raw body), and secret (whsec_…).
const { createHmac, timingSafeEqual } = require("crypto");

const { id, timestamp, signature, body, secret } = inputData;
const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
const isGenuine = signature.split(" ").some((one) => {
  const given = Buffer.from(one.replace(/^v1,/, ""), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
});
if (!isGenuine || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) throw new Error("The message is not from the hub, or old.");
const { type, data } = JSON.parse(body);
const { payload, ...rest } = data;
return { ...rest, ...payload, type, webhookId: id };
