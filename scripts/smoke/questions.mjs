// What is asked of the real API, in order. A question is a row of openapi/REALITY.md; a step without
// one only compares responses with the contract.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { NotFoundError } from "supermetrics-connector-builder";
import { describe } from "./report.mjs";

/** @typedef {import("supermetrics-connector-builder").ConnectorWithConfiguration} Shown */
/** @typedef {import("supermetrics-connector-builder").SecretList} SecretList */
/** @typedef {{ team_id: bigint, connector_identifier: string }} Connector */
/**
 * @typedef {object} Run
 * @property {import("supermetrics-connector-builder").Client} client
 * @property {Connector} given
 * @property {ReturnType<typeof import("./report.mjs").createReport>["call"]} call
 * @property {AbortSignal} signal
 * @property {string} name of all that the run creates
 * @property {(() => Promise<number>)[]} cleanUps each deletes what is left, and returns how much that was
 * @property {Known} known
 *
 * @typedef {object} Known what an earlier question has found
 * @property {string[]} [others] identifiers of connectors that are not ours to delete
 * @property {string | undefined} [placeholder] of the throw-away secret
 * @property {Connector | undefined} [connector] the throw-away one
 * @property {Shown} [first] its configuration, new @property {Shown} [last] as it was seen last
 *
 * @typedef {object} Question
 * @property {string} [question]
 * @property {keyof Known} [needs] without it, there is nothing to ask; a connector: `--connectors`
 * @property {(run: Run) => Promise<string | void>} ask
 */

const CHANGES = "Does creating a secret change `configuration_json`?";
const OPEN = { isOpen: true };

/** @type {Question[]} */
export const QUESTIONS = [
  {
    question: "Do connectors come without `configuration` unless `include_configs` asks for it?",
    async ask({ given: { team_id }, call, known }) {
      const asked = { team_id, include_configs: true };
      const { data: plain } = await call("connectors.list", { team_id });
      const { data: full } = await call("connectors.list with `include_configs`", asked);
      known.others = plain?.connectors.map(identifierOf);
      const [without, having] = [plain, full].map((data) => {
        const all = data?.connectors;
        return all ? `${all.filter(configurationOf).length} of ${all.length}` : "unknown";
      });
      return `With one unasked: ${without}; asked: ${having}.`;
    },
  },
  {
    async ask({ given, call }) {
      await call("connectors.get", given);
      await call("connectors.getLogo", given);
      const { data } = await call("logs.list", given);
      const log_id = data?.logs.find((/** @type {{ id?: string }} */ { id }) => id)?.id;
      if (log_id) await call("logs.get", { ...given, log_id });
    },
  },
  {
    question: "Are the logs of an unknown connector a 404?",
    async ask({ given, call, name }) {
      const params = { ...given, connector_identifier: name };
      return `${(await call("logs.list of an unknown connector", params, OPEN)).status}.`;
    },
  },
  {
    question: "Is a `limit` beyond 1000 refused or cut?",
    // By `client.http`: the method itself refuses the limit.
    async ask({ client, given, signal }) {
      const path = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logs";
      const params = { path: given, query: { limit: 1001 } };
      try {
        const { data, response } = await client.http.GET(path, { params, signal });
        return `1001: ${response.status}${data ? ` with ${data.logs.length} entries` : ""}.`;
      } catch (error) {
        return `1001: ${describe(error)}.`;
      }
    },
  },
  {
    question: CHANGES,
    async ask(run) {
      const { client, given, call, name, cleanUps, known } = run;
      const { secrets } = client;
      /** @param {SecretList} list */
      const ours = (list) => list.secrets.filter(({ secret_name }) => secret_name === name);
      if (!(await call("secrets.list", given)).done) return undefined;
      const before = await call("connectors.get before the secret", given);
      cleanUps.push(async () => {
        const left = ours(await secrets.list(given));
        for (const { secret_placeholder } of left)
          await secrets.delete({ ...given, secret_placeholder });
        return left.length;
      });
      const holds = (/** @type {SecretList} */ list) => ours(list).length > 0;
      const { data } = await call("secrets.create", secretOf(run), { holds });
      known.placeholder = data && ours(data)[0]?.secret_placeholder;
      if (!known.placeholder) return undefined;
      const after = await call("connectors.get after the secret", given);
      return `The given connector: ${compared(before.data, after.data)}.`;
    },
  },
  {
    question: "Is 409 keyed on the name?",
    needs: "placeholder",
    async ask(run) {
      const { status } = await run.call("secrets.create of the same name", secretOf(run), OPEN);
      return `A second create of the name: ${status}.`;
    },
  },
  {
    question: "Is an empty name or value refused?",
    needs: "placeholder",
    async ask({ given, call, known }) {
      const params = { ...given, secret_placeholder: known.placeholder, secret_value: "" };
      const { status } = await call("secrets.update to an empty value", params, OPEN);
      return `A value: ${status}. A name was not tried.`;
    },
  },
  {
    needs: "placeholder",
    async ask({ given, call, known }) {
      const secret = { ...given, secret_placeholder: known.placeholder };
      /** @param {SecretList} list */
      const isThere = ({ secrets }) =>
        secrets.some((item) => item.secret_placeholder === known.placeholder);
      await call("secrets.update", { ...secret, secret_value: randomUUID() });
      await call("secrets.list after it", given, { holds: isThere });
      if (!(await call("secrets.delete", secret)).done) return;
      await call("secrets.list after it", given, { holds: (list) => !isThere(list) });
    },
  },
  {
    // By its name: the response that has the identifier may get lost.
    needs: "others",
    async ask(run) {
      const { client, given, name, cleanUps, known } = run;
      cleanUps.push(async () => {
        const { connectors } = await client.connectors.list({ team_id: given.team_id });
        let count = 0;
        for (const each of connectors)
          if (each.name === name) count += await discard(run, identifierOf(each));
        return count;
      });
      known.connector = await create(run, "connectors.create");
    },
  },
  {
    question: CHANGES,
    needs: "connector",
    async ask(run) {
      const { call, known } = run;
      known.first = (await call("connectors.get of it", known.connector)).data;
      await call("secrets.create in it", { ...secretOf(run), ...known.connector });
      known.last = (await call("connectors.get after it", known.connector)).data;
      return `A new connector: ${compared(known.first, known.last)}.`;
    },
  },
  {
    question: "Does a PUT of an older configuration lose what the server has added?",
    needs: "connector",
    async ask({ name, call, known }) {
      const { first, last, connector } = known;
      const configuration = { configuration_json: configurationOf(first) ?? {} };
      const described = { connector: { name, description: "First" }, configuration };
      await call("connectors.update", { ...connector, ...described });
      const { data: now } = await call("connectors.get after it", connector);
      known.last = now;
      const count = (await call("secrets.list of it", connector)).data?.secrets.length;
      return (
        `Creating a secret left it ${compared(first, last)}; putting back the one from before left ` +
        `it ${compared(last, now)}. Against what was put, it was ${compared(first, now)}. ` +
        `Secrets: ${count ?? "unknown"} of 1.`
      );
    },
  },
  {
    question: "May a PUT leave out `connector` or `configuration`?",
    needs: "connector",
    async ask({ name, call, known }) {
      const { first, last, connector } = known;
      const described = { ...connector, connector: { name, description: "Second" } };
      const one = await call("connectors.update without `configuration`", described, OPEN);
      const configuration = { configuration_json: configurationOf(first) ?? {} };
      const configured = { ...connector, configuration };
      const other = await call("connectors.update without `connector`", configured, OPEN);
      const { data: now } = await call("connectors.get after both", connector);
      known.last = now;
      return (
        `Without \`configuration\`: ${one.status}. Without \`connector\`: ${other.status}. Then the ` +
        `configuration: ${compared(last, now)}; the description ` +
        `${now?.description === "Second" ? "stayed" : "was lost"}.`
      );
    },
  },
  {
    question: "Does a duplicate get the secrets of the other connector?",
    needs: "connector",
    async ask(run) {
      const { call, known } = run;
      const from = known.connector && { connector_identifier: identifierOf(known.connector) };
      const duplicate = await create(run, "connectors.create of a duplicate", from);
      if (!duplicate) return undefined;
      const { data } = await call("connectors.get of it", duplicate);
      const count = (await call("secrets.list of it", duplicate)).data?.secrets.length;
      await remove(run, "connectors.delete of the duplicate", duplicate);
      return `${count ?? "unknown"} of 1. Its configuration: ${compared(known.last, data)}.`;
    },
  },
  {
    question: "Is a deleted connector gone for good?",
    needs: "connector",
    async ask(run) {
      const { given, call, known } = run;
      const connector = /** @type {Connector} */ (known.connector);
      await remove(run, "connectors.delete", connector);
      const { status } = await call("connectors.get after it", connector, OPEN);
      const { data } = await call("connectors.list after it", { team_id: given.team_id });
      const isListed = data?.connectors.map(identifierOf).includes(identifierOf(connector));
      return `Read again: ${status}. Listed: ${isListed}.`;
    },
  },
];

/** @param {{ connector_identifier?: string }} connector */
const identifierOf = ({ connector_identifier = "" }) => connector_identifier;

/** @param {Shown} [shown] */
const configurationOf = (shown) => shown?.configuration?.configuration_json;

/** Whether the configuration is another, without a word of it. @param {Shown} [one] @param {Shown} [other] */
function compared(one, other) {
  const [before, after] = [configurationOf(one), configurationOf(other)];
  if (!before || !after) return "unknown";
  return isDeepStrictEqual(before, after) ? "unchanged" : "changed";
}

/** @param {Run} run */
const secretOf = ({ name, given }) => {
  return { ...given, secret_name: name, secret_value: randomUUID() };
};

/** @param {Run} run @param {string} label @param {{ connector_identifier: string }} [from] */
async function create(run, label, from) {
  const { team_id } = run.given;
  const { data } = await run.call(label, { team_id, title: run.name, ...from });
  const connector_identifier = data?.connector_identifier;
  // Whatever a response says, the connectors that were there before stay.
  if (!connector_identifier || run.known.others?.includes(connector_identifier)) return undefined;
  run.cleanUps.push(() => discard(run, connector_identifier));
  return { team_id, connector_identifier };
}

/** @param {Run} run @param {string} label @param {Connector} connector */
async function remove({ call, known }, label, connector) {
  if ((await call(label, connector)).done) known.others?.push(identifierOf(connector));
}

/** @param {Run} run @param {string} connector_identifier @returns {Promise<number>} how many that were */
async function discard({ client, given: { team_id }, known }, connector_identifier) {
  // It was there before, or is gone.
  if (known.others?.includes(connector_identifier)) return 0;
  try {
    await client.connectors.delete({ team_id, connector_identifier });
    known.others?.push(connector_identifier);
    return 1;
  } catch (error) {
    if (error instanceof NotFoundError) return 0;
    throw error;
  }
}
