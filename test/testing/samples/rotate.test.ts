// A test with Vitest, as a user of the package would write it.
import { createClient } from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { expect, test } from "vitest";

const connector = { team_id: 936506, connector_identifier: "T3S70" };

test("a rotation gets through an hourly limit and a lost connection", async () => {
  const api = createFakeApi({
    connectors: [{ ...connector, secrets: { client_secret: "the-old-value" } }],
  });
  const client = createClient({ apiKey: "a-key", fetch: api.fetch, maxRetryDelay: 0 });

  api.failNext({ status: 429, headers: { "retry-after": "0" } }, {}, { drop: "after" });
  await client.secrets.set({
    ...connector,
    secret_name: "client_secret",
    secret_value: "the-new-value",
  });

  expect(api.secrets(936506, "T3S70")).toMatchObject([{ secret_value: "the-new-value" }]);
  expect(api.requests.map(({ method }) => method)).toEqual(["GET", "GET", "PUT", "PUT"]);
});
