// The life of a throw-away connector and of its duplicate.
import { randomUUID } from "node:crypto";
import { NotFoundError } from "supermetrics-connector-builder";
import { CHANGES, compared, get } from "./walk.mjs";

/** @typedef {import("./walk.mjs").Connector} Connector */

/**
 * @param {import("./walk.mjs").Run} run @param {bigint} team_id
 * @param {readonly string[]} others that were there before: whatever an answer says, they stay
 */
export async function tryConnectors(run, team_id, others) {
  const { options, name, cleanUps } = run;
  const { connectors, secrets } = run.client;
  const { call, learn } = run.record;
  /** @type {Set<string>} */
  const gone = new Set(others);

  cleanUps.push(async () => {
    const list = await connectors.list({ team_id });
    let count = 0;
    for (const { name: listed, connector_identifier: id } of list.connectors) {
      if (listed === name && id !== undefined) count += await discard(id);
    }
    return count;
  });
  const connector = await create("connectors.create");
  if (!connector) return;

  const first = await get(run, connector, " of it");
  const secret = { ...connector, secret_name: name, secret_value: randomUUID() };
  await call("secrets.create in it", secrets.create(secret, options));
  const second = await get(run, connector, " after it");
  learn(CHANGES, `A new connector: ${compared(first, second)}.`);

  const configuration = { configuration_json: first.configuration?.configuration_json ?? {} };
  const whole = { ...connector, connector: { name, description: "First" }, configuration };
  await call("connectors.update", connectors.update(whole, options));
  const third = await get(run, connector, " after it");
  learn(
    "Does a PUT of an older configuration lose what the server has added?",
    `Creating a secret left it ${compared(first, second)}; putting back the one from before left it ` +
      `${compared(second, third)}. Against what was put, it was ${compared(first, third)}. ` +
      `Secrets: ${await countSecrets(connector)} of 1.`,
  );

  const described = { ...connector, connector: { name, description: "Second" } };
  const one = await put("without `configuration`", connectors.update(described, options));
  const configured = { ...connector, configuration };
  const other = await put("without `connector`", connectors.update(configured, options));
  const fourth = await get(run, connector, " after both");
  learn(
    "May a PUT leave out `connector` or `configuration`?",
    `Without \`configuration\`: ${one}. Without \`connector\`: ${other}. Then the configuration: ` +
      `${compared(third, fourth)}; the description ${fourth.description === "Second" ? "stayed" : "was lost"}.`,
  );

  const { connector_identifier } = connector;
  const duplicate = await create("connectors.create of a duplicate", { connector_identifier });
  if (duplicate) {
    const copy = await get(run, duplicate, " of it");
    learn(
      "Does a duplicate get the secrets of the other connector?",
      `${await countSecrets(duplicate)} of 1. Its configuration: ${compared(fourth, copy)}.`,
    );
    await remove("connectors.delete of the duplicate", duplicate);
  }
  await remove("connectors.delete", connector);
  const read = connectors.get(connector, options);
  const { answer } = await call("connectors.get after it", read, { isOpen: true });
  const { data } = await call("connectors.list after it", connectors.list({ team_id }, options));
  const isListed = data?.connectors.some(
    (one) => one.connector_identifier === connector_identifier,
  );
  learn("Is a deleted connector gone for good?", `Read again: ${answer}. Listed: ${isListed}.`);

  /** @param {string} what @param {{ connector_identifier?: string }} [from] */
  async function create(what, from) {
    const promise = connectors.create({ team_id, title: name, ...from }, options);
    const { data } = await call(what, promise);
    const id = data?.connector_identifier;
    if (id === undefined || gone.has(id)) return undefined;
    cleanUps.push(() => discard(id));
    return { team_id, connector_identifier: id };
  }

  /** @param {string} how @param {ReturnType<typeof connectors.update>} promise */
  async function put(how, promise) {
    return (await call(`connectors.update ${how}`, promise, { isOpen: true })).answer;
  }

  /** @param {Connector} from */
  async function countSecrets(from) {
    const { data } = await call("secrets.list of it", secrets.list(from, options));
    return data?.secrets.length ?? "unknown";
  }

  /** @param {string} what @param {Connector} doomed */
  async function remove(what, doomed) {
    const { done } = await call(what, connectors.delete(doomed, options));
    if (done) gone.add(doomed.connector_identifier);
  }

  /** @param {string} id @returns {Promise<number>} how many that were */
  async function discard(id) {
    if (gone.has(id)) return 0;
    try {
      await connectors.delete({ team_id, connector_identifier: id });
      gone.add(id);
      return 1;
    } catch (error) {
      if (error instanceof NotFoundError) return 0;
      throw error;
    }
  }
}
