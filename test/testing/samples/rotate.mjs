// A test with node:test, as a user of the package would write it: `node --test rotate.mjs`
import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, SyncError } from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";

const connector = { team_id: 936506, connector_identifier: "T3S70" };

test("a push that stops is finished by the next one", async (t) => {
  const api = createFakeApi({ connectors: [connector], token: "a-key" });
  const server = await api.listen();
  t.after(server.close);
  const client = createClient({ apiKey: "a-key", baseUrl: server.url });
  const secrets = { client_id: "an-id", client_secret: "a-secret" };

  api.failNext({}, { drop: "after" });
  await assert.rejects(client.secrets.sync({ ...connector, secrets }), SyncError);
  await client.secrets.sync({ ...connector, secrets });

  const stored = api.secrets(936506, "T3S70");
  assert.deepEqual(
    Object.fromEntries(stored.map(({ secret_name, secret_value }) => [secret_name, secret_value])),
    secrets,
  );
});
