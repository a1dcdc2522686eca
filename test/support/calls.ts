// A connector, a secret and the operations of secrets with the documented examples.
import { SUCCESSES } from "../../generated/examples.ts";
import type { CallOptions, Client, SecretList } from "../../src/index.ts";

export const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" } as const;
export const SECRET = { ...CONNECTOR, secret_placeholder: "sec_a23f23d26" } as const;
const NAME = { secret_name: "client_id" };
const VALUE = { secret_value: "my-super-secret-value" };

/** The documented list of secrets. */
export const LIST: SecretList = SUCCESSES.listConnectorSecrets.body as unknown as SecretList;

/** A call of each operation; the parameters may be overridden one by one. */
export const CALLS = {
  listConnectorSecrets: ({ secrets }: Client, options?: CallOptions, params?: object) =>
    secrets.list({ ...CONNECTOR, ...params }, options),
  createConnectorSecret: ({ secrets }: Client, options?: CallOptions, params?: object) =>
    secrets.create({ ...CONNECTOR, ...NAME, ...VALUE, ...params }, options),
  updateConnectorSecret: ({ secrets }: Client, options?: CallOptions, params?: object) =>
    secrets.update({ ...SECRET, ...VALUE, ...params }, options),
  deleteConnectorSecret: ({ secrets }: Client, options?: CallOptions, params?: object) =>
    secrets.delete({ ...SECRET, ...params }, options),
};

/** The documented success of an operation. */
export function succeeded(id: keyof typeof SUCCESSES): Response {
  const { status, body }: { status: number; body?: unknown } = SUCCESSES[id];
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}
