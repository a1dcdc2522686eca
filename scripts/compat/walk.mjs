// Copied into each project, or bundled with it: one walk through the client.
import assert from "node:assert/strict";

const connector = { team_id: 936506, connector_identifier: "T3S70" };
const secret = { ...connector, secret_name: "a", secret_value: "my-super-secret-value" };

/**
 * Each kind of request and of response, with the state of the server as the judge.
 * @param {Function} createClient @param {object} [options]
 */
export async function walk(createClient, options) {
  const client = createClient({ apiKey: "key", baseUrl: process.env.BASE_URL, ...options });
  const { count, secrets } = await client.secrets.create(secret);
  assert.equal(count, 1);
  const { secret_placeholder } = secrets[0];
  await client.secrets.update({ ...connector, secret_placeholder, secret_value: "new" });
  assert.equal((await client.secrets.set(secret)).action, "updated");
  const { items } = await client.secrets.sync({ ...connector, secrets: { a: "rotated" } });
  assert.deepEqual([items[0].action, items[0].status], ["update", "done"]);
  const { data, response } = await client.secrets.list(connector).withResponse();
  assert.deepEqual([data.count, response.status], [1, 200]);
  await assert.rejects(client.secrets.create(secret), { name: "ConflictError", status: 409 });
  await client.secrets.delete({ ...connector, secret_placeholder });
  await assert.rejects(client.secrets.delete({ ...connector, secret_placeholder }), {
    name: "NotFoundError",
    code: "NOT_FOUND",
  });
  assert.equal((await client.secrets.list(connector)).count, 0);
  const connectors = await client.connectors.list(connector);
  assert.equal(connectors.count, 1);
  const logo = new Blob([Uint8Array.of(1, 2)], { type: "image/png" });
  // jsdom's Blob cannot be read.
  if (typeof logo.arrayBuffer === "function")
    await client.connectors.uploadLogo({ ...connector, logo });
}
