// What is asked of the real API, in order. Each question is a row of openapi/api-observations.md.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

/** @typedef {{ team_id: bigint, connector_identifier: string }} Connector */
/**
 * `name` is of all that a run creates, `existing` the user's connector, `made` the ids of the
 * connectors of its own, and `others` those of the connectors that were there before.
 * @typedef {ReturnType<typeof import("./report.mjs").createReport> & {
 *   name: string, existing: Connector, made: string[], others?: string[],
 * }} Run
 */

/** @param {Run} run */
export async function askWhatIsThere(run) {
  const { existing, name, call, answer } = run;
  const { team_id } = existing;
  const { data: plain } = await call("connectors.list", { team_id });
  const all = { team_id, include_configs: true };
  const { data: full } = await call("connectors.list with `include_configs`", all);
  run.others = plain?.connectors.map(idOf);
  answer(
    "Do connectors come without `configuration` unless `include_configs` asks for it?",
    `With one unasked: ${countConfigurations(plain)}; asked: ${countConfigurations(full)}.`,
  );

  await call("connectors.get", existing);
  await call("connectors.getLogo", existing);
  const { data } = await call("logs.list", existing);
  const log_id = data?.logs.find((/** @type {{ id?: string }} */ { id }) => id)?.id;
  if (log_id) await call("logs.get", { ...existing, log_id });
  const unknown = { ...existing, connector_identifier: name };
  const { status } = await call("logs.list of an unknown connector", unknown, "open");
  answer("Are the logs of an unknown connector a 404?", `${status}.`);
}

/** @param {Run} run */
export async function askAboutSecrets({ existing, name, call, answer }) {
  if (!(await call("secrets.list", existing)).data) return;
  const { data: before } = await call("connectors.get before the secret", existing);
  const { data: created } = await call("secrets.create", { ...existing, ...secretOf(name) });
  const secret_placeholder = placeholderOf(name, created);
  if (!secret_placeholder) return;
  const { data: after } = await call("connectors.get after the secret", existing);
  answer(
    "Does creating a secret change `configuration_json`?",
    `The existing connector: ${compared(before, after)}.`,
  );

  const again = { ...existing, ...secretOf(name) };
  const { status } = await call("secrets.create of the same name", again, "open");
  answer("Is 409 keyed on the name?", `A second create of the name: ${status}.`);

  const secret = { ...existing, secret_placeholder };
  const empty = { ...secret, secret_value: "" };
  const { status: refusal } = await call("secrets.update to an empty value", empty, "open");
  answer("Is an empty name or value refused?", `A value: ${refusal}. A name was not tried.`);

  await call("secrets.update", { ...secret, secret_value: randomUUID() });
  await call("secrets.delete", secret);
  const { data: list } = await call("secrets.list after it", existing);
  answer("Is a deleted secret gone?", `Listed: ${placeholderOf(name, list) !== undefined}.`);
}

/** In a connector of its own. @param {Run} run */
export async function askAboutConnectors(run) {
  const { existing, name, call, answer } = run;
  const connector = await create(run, "connectors.create");
  if (!connector) return;
  const { data: first } = await call("connectors.get of it", connector);
  await call("secrets.create in it", { ...connector, ...secretOf(name) });
  const { data: second } = await call("connectors.get with its secret", connector);
  const described = { ...connector, connector: { name, description: "First" } };
  await call("connectors.update", { ...described, ...configured(first) });
  const { data: third } = await call("connectors.get after it", connector);
  answer(
    "Does a PUT of an older configuration lose what the server has added?",
    `Creating a secret left it ${compared(first, second)}; putting back the one from before left ` +
      `it ${compared(second, third)}. Against what was put, it was ${compared(first, third)}. ` +
      `Secrets: ${await countSecrets(run, connector)}.`,
  );

  const renamed = { ...connector, connector: { name, description: "Second" } };
  const one = await call("connectors.update without `configuration`", renamed, "open");
  const unnamed = { ...connector, ...configured(third) };
  const other = await call("connectors.update without `connector`", unnamed, "open");
  const { data: last } = await call("connectors.get after both", connector);
  answer(
    "May a PUT leave out `connector` or `configuration`?",
    `Without \`configuration\`: ${one.status}. Without \`connector\`: ${other.status}. Then the ` +
      `configuration: ${compared(third, last)}; the description ` +
      `${last?.description === "Second" ? "stayed" : "was lost"}.`,
  );

  const { connector_identifier } = connector;
  const duplicate = await create(run, "connectors.create of a duplicate", { connector_identifier });
  if (duplicate) {
    const { data } = await call("connectors.get of it", duplicate);
    answer(
      "Does a duplicate get the secrets of the other connector?",
      `${await countSecrets(run, duplicate)}. Its configuration: ${compared(last, data)}.`,
    );
    await call("connectors.delete of the duplicate", duplicate);
  }

  await call("connectors.delete", connector);
  const { status } = await call("connectors.get after it", connector, "open");
  const { data: list } = await call("connectors.list after it", { team_id: existing.team_id });
  const isListed = list?.connectors.map(idOf).includes(connector_identifier);
  answer("Is a deleted connector gone for good?", `Read again: ${status}. Listed: ${isListed}.`);
}

/** @typedef {import("supermetrics-connector-builder").ConnectorWithConfiguration} Read */

/** @param {{ connector_identifier?: string }} connector */
const idOf = ({ connector_identifier = "" }) => connector_identifier;

/** @param {Read} [connector] */
const configurationOf = (connector) => connector?.configuration?.configuration_json;

/** @param {Read} [connector] */
const configured = (connector) => {
  return { configuration: { configuration_json: configurationOf(connector) ?? {} } };
};

/** @param {{ connectors: Read[] }} [list] */
const countConfigurations = (list) =>
  list
    ? `${list.connectors.filter(configurationOf).length} of ${list.connectors.length}`
    : "unknown";

/** Whether the configuration is another, without a word of it. @param {Read} [one] @param {Read} [other] */
function compared(one, other) {
  const [before, after] = [configurationOf(one), configurationOf(other)];
  if (!before || !after) return "unknown";
  return isDeepStrictEqual(before, after) ? "unchanged" : "changed";
}

/** @param {string} name */
const secretOf = (name) => ({ secret_name: name, secret_value: randomUUID() });

/** @param {string} name @param {import("supermetrics-connector-builder").SecretList} [list] */
const placeholderOf = (name, list) =>
  list?.secrets.find(({ secret_name }) => secret_name === name)?.secret_placeholder;

/** @param {Run} run @param {Connector} connector that has one secret of ours */
const countSecrets = async ({ call }, connector) =>
  `${(await call("secrets.list of it", connector)).data?.secrets.length ?? "unknown"} of 1`;

/** @param {Run} run @param {string} label @param {object} [from] @returns {Promise<Connector | undefined>} */
async function create({ existing: { team_id }, call, name, others, made }, label, from) {
  const { data } = await call(label, { team_id, title: name, ...from });
  const connector_identifier = data?.connector_identifier;
  // Whatever a response says, what was there before is not ours to change.
  if (!connector_identifier || !others || others.includes(connector_identifier)) return undefined;
  made.push(connector_identifier);
  return { team_id, connector_identifier };
}
