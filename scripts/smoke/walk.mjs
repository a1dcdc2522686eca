// What the run does to the connector that it is given: it reads, and makes one throw-away secret.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { describe } from "./record.mjs";

/** @typedef {import("supermetrics-connector-builder").ConnectorWithConfiguration} Shown */
/** @typedef {{ team_id: bigint, connector_identifier: string }} Connector */
/**
 * @typedef {object} Run
 * @property {import("supermetrics-connector-builder").Client} client
 * @property {import("./record.mjs").Record} record
 * @property {{ signal: AbortSignal, maxRetries: number }} options of each call
 * @property {string} name of all that the run creates
 * @property {(() => Promise<number>)[]} cleanUps each deletes what is left, and says how much that was
 */

/** Nobody else's name begins like this. */
export const newName = () => `smoke_test_${randomUUID().replaceAll("-", "").slice(0, 12)}`;

/**
 * @param {Run} run @param {Connector} connector
 * @returns {Promise<string[] | undefined>} the identifiers of the team's connectors
 */
export async function read(run, connector) {
  const { client, options } = run;
  const { connectors, logs } = client;
  const { call, learn } = run.record;
  const { team_id } = connector;

  const plain = await call("connectors.list", connectors.list({ team_id }, options));
  const asked = { team_id, include_configs: true };
  const full = await call(
    "connectors.list with `include_configs`",
    connectors.list(asked, options),
  );
  const [without, having] = [plain, full].map(({ data }) => {
    const bearing = data?.connectors.filter(({ configuration }) => configuration !== undefined);
    return bearing ? `${bearing.length} of ${data?.connectors.length}` : "unknown";
  });
  learn(
    "Do connectors come without `configuration` unless `include_configs` asks for it?",
    `With one unasked: ${without}; asked: ${having}.`,
  );
  await get(run, connector, "");
  await call("connectors.getLogo", connectors.getLogo(connector, options));
  const { data } = await call("logs.list", logs.list(connector, options));
  const log_id = data?.logs.find(({ id }) => id !== undefined)?.id;
  if (log_id !== undefined) await call("logs.get", logs.get({ ...connector, log_id }, options));

  const unknown = logs.list({ team_id, connector_identifier: newName() }, options);
  const { answer } = await call("logs.list of an unknown connector", unknown, { isOpen: true });
  learn("Are the logs of an unknown connector a 404?", `${answer}.`);
  learn(
    "Is a `limit` beyond 1000 refused or cut?",
    `1001: ${await readBeyondTheLimit(run, connector)}.`,
  );
  return plain.data?.connectors.flatMap(({ connector_identifier: id }) => id ?? []);
}

/** By `client.http`: the method itself refuses the limit. @param {Run} run @param {Connector} path */
async function readBeyondTheLimit({ client, options }, path) {
  try {
    const { data, response } = await client.http.GET(
      "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logs",
      { params: { path, query: { limit: 1001 } }, ...options },
    );
    return `${response.status}${data ? ` with ${data.logs.length} entries` : ""}`;
  } catch (error) {
    return describe(error);
  }
}

export const CHANGES = "Does creating a secret change `configuration_json`?";

/** @param {Run} run @param {Connector} connector */
export async function trySecret(run, connector) {
  const { options, name: secret_name, cleanUps } = run;
  const { secrets } = run.client;
  const { call, learn } = run.record;
  const secret = { ...connector, secret_name, secret_value: randomUUID() };
  /** @param {import("supermetrics-connector-builder").SecretList} list */
  const find = (list) => list.secrets.find((item) => item.secret_name === secret_name);

  if (!(await call("secrets.list", secrets.list(connector, options))).done) return;
  const before = await get(run, connector, " before the secret");
  cleanUps.push(async () => {
    const list = await secrets.list(connector);
    const left = list.secrets.filter((item) => item.secret_name === secret_name);
    for (const { secret_placeholder } of left) {
      await secrets.delete({ ...connector, secret_placeholder });
    }
    return left.length;
  });
  const created = await call("secrets.create", secrets.create(secret, options), {
    holds: (list) => find(list) !== undefined,
  });
  const placeholder = created.data && find(created.data)?.secret_placeholder;
  if (placeholder === undefined) return;
  const after = await get(run, connector, " after the secret");
  learn(CHANGES, `The given connector: ${compared(before, after)}.`);

  const twin = secrets.create(secret, options);
  const again = await call("secrets.create of the same name", twin, { isOpen: true });
  learn("Is 409 keyed on the name?", `A second create of the name: ${again.answer}.`);
  const known = { ...connector, secret_placeholder: placeholder };
  const emptied = secrets.update({ ...known, secret_value: "" }, options);
  const empty = await call("secrets.update to an empty value", emptied, { isOpen: true });
  learn("Is an empty name or value refused?", `A value: ${empty.answer}. A name was not tried.`);

  await call("secrets.update", secrets.update({ ...known, secret_value: randomUUID() }, options));
  /** @param {import("supermetrics-connector-builder").SecretList} list */
  const isThere = (list) => list.secrets.some((item) => item.secret_placeholder === placeholder);
  await call("secrets.list after it", secrets.list(connector, options), { holds: isThere });
  if (!(await call("secrets.delete", secrets.delete(known, options))).done) return;
  await call("secrets.list after it", secrets.list(connector, options), {
    holds: (list) => !isThere(list),
  });
}

/** @param {Run} run @param {Connector} connector @param {string} when */
export async function get({ client, record, options }, connector, when) {
  const promise = client.connectors.get(connector, options);
  return (await record.call(`connectors.get${when}`, promise)).data ?? {};
}

/** Whether the configuration is another, without a word of it. @param {Shown} one @param {Shown} other */
export function compared(one, other) {
  const [before, after] = [one, other].map(
    ({ configuration }) => configuration?.configuration_json,
  );
  if (!before || !after) return "unknown";
  return isDeepStrictEqual(before, after) ? "unchanged" : "changed";
}
