// What is asked of the real API, in order. A question is a row of openapi/api-observations.md; a step
// without one only compares responses with the contract.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

/** @typedef {{ team_id: bigint, connector_identifier: string }} Connector */
/**
 * What a run knows: `name` is of all that it creates, `existing` the user's connector, `others` the
 * ids of connectors that are not ours, `connector` the throw-away one, `placeholder` that of the
 * throw-away secret, and `last` its configuration as it was seen last.
 * @typedef {ReturnType<typeof import("./report.mjs").createReport> & {
 *   client: import("supermetrics-connector-builder").Client, signal: AbortSignal, name: string,
 *   existing: Connector, withConnectors: boolean, made: string[], others?: string[],
 *   placeholder?: string | undefined, connector?: Connector | undefined, last?: object | undefined,
 * }} Run
 *
 * @typedef {object} Question
 * @property {string} [question]
 * @property {"placeholder" | "connector" | "withConnectors"} [needs] without it, there is nothing to ask
 * @property {(run: Run) => Promise<string | void> | string} ask
 */

/** @type {Question[]} */
export const QUESTIONS = [
  {
    question: "Do connectors come without `configuration` unless `include_configs` asks for it?",
    async ask(run) {
      const { team_id } = run.existing;
      const asked = { team_id, include_configs: true };
      const { data: plain } = await run.call("connectors.list", { team_id });
      const { data: full } = await run.call("connectors.list with `include_configs`", asked);
      run.others = plain?.connectors.map(idOf);
      const [without, having] = [plain, full].map((data) => {
        const all = data?.connectors;
        return all ? `${all.filter(configurationOf).length} of ${all.length}` : "unknown";
      });
      return `With one unasked: ${without}; asked: ${having}.`;
    },
  },
  {
    async ask({ existing, call }) {
      await call("connectors.get", existing);
      await call("connectors.getLogo", existing);
      const { data } = await call("logs.list", existing);
      const log_id = data?.logs.find((/** @type {{ id?: string }} */ { id }) => id)?.id;
      if (log_id) await call("logs.get", { ...existing, log_id });
    },
  },
  {
    question: "Are the logs of an unknown connector a 404?",
    async ask({ existing, callOpen, name }) {
      const params = { ...existing, connector_identifier: name };
      return `${await callOpen("logs.list of an unknown connector", params)}.`;
    },
  },
  {
    question: "Does creating a secret change `configuration_json`?",
    async ask(run) {
      const { existing, call } = run;
      if (!(await call("secrets.list", existing)).data) return undefined;
      const before = await read(run, "connectors.get before the secret", existing);
      const { data } = await call("secrets.create", secretOf(run));
      run.placeholder = placeholderOf(run, data);
      if (!run.placeholder) return undefined;
      const after = await read(run, "connectors.get after the secret", existing);
      return `The existing connector: ${compared(before, after)}.`;
    },
  },
  {
    question: "Is 409 keyed on the name?",
    needs: "placeholder",
    ask: async (run) =>
      `A second create of the name: ${await run.callOpen("secrets.create of the same name", secretOf(run))}.`,
  },
  {
    question: "Is an empty name or value refused?",
    needs: "placeholder",
    async ask({ existing, callOpen, placeholder }) {
      const params = { ...existing, secret_placeholder: placeholder, secret_value: "" };
      const status = await callOpen("secrets.update to an empty value", params);
      return `A value: ${status}. A name was not tried.`;
    },
  },
  {
    question: "Is a deleted secret gone?",
    needs: "placeholder",
    async ask(run) {
      const { existing, call, placeholder } = run;
      const secret = { ...existing, secret_placeholder: placeholder };
      await call("secrets.update", { ...secret, secret_value: randomUUID() });
      await call("secrets.delete", secret);
      const { data } = await call("secrets.list after it", existing);
      return `Listed: ${placeholderOf(run, data) !== undefined}.`;
    },
  },
  {
    needs: "withConnectors",
    async ask(run) {
      run.connector = await create(run, "connectors.create");
    },
  },
  {
    question: "Does a PUT of an older configuration lose what the server has added?",
    needs: "connector",
    async ask(run) {
      const { name, call, connector } = run;
      const first = await read(run, "connectors.get of it", connector);
      await call("secrets.create in it", { ...secretOf(run), ...connector });
      const second = await read(run, "connectors.get with its secret", connector);
      const configuration = { configuration_json: first ?? {} };
      const described = { connector: { name, description: "First" }, configuration };
      await call("connectors.update", { ...connector, ...described });
      run.last = await read(run, "connectors.get after it", connector);
      return (
        `Creating a secret left it ${compared(first, second)}; putting back the one from before left ` +
        `it ${compared(second, run.last)}. Against what was put, it was ${compared(first, run.last)}. ` +
        `Secrets: ${await countSecrets(run, connector)}.`
      );
    },
  },
  {
    question: "May a PUT leave out `connector` or `configuration`?",
    needs: "connector",
    async ask(run) {
      const { name, call, callOpen, last, connector } = run;
      const described = { ...connector, connector: { name, description: "Second" } };
      const one = await callOpen("connectors.update without `configuration`", described);
      const configured = { ...connector, configuration: { configuration_json: last ?? {} } };
      const other = await callOpen("connectors.update without `connector`", configured);
      const { data } = await call("connectors.get after both", connector);
      run.last = configurationOf(data);
      return (
        `Without \`configuration\`: ${one}. Without \`connector\`: ${other}. Then the ` +
        `configuration: ${compared(last, run.last)}; the description ` +
        `${data?.description === "Second" ? "stayed" : "was lost"}.`
      );
    },
  },
  {
    question: "Does a duplicate get the secrets of the other connector?",
    needs: "connector",
    async ask(run) {
      const from = { connector_identifier: run.connector?.connector_identifier };
      const duplicate = await create(run, "connectors.create of a duplicate", from);
      if (!duplicate) return undefined;
      const configuration = await read(run, "connectors.get of it", duplicate);
      const count = await countSecrets(run, duplicate);
      await run.call("connectors.delete of the duplicate", duplicate);
      return `${count}. Its configuration: ${compared(run.last, configuration)}.`;
    },
  },
  {
    question: "Is a deleted connector gone for good?",
    needs: "connector",
    async ask({ existing, call, callOpen, connector }) {
      await call("connectors.delete", connector);
      const status = await callOpen("connectors.get after it", connector);
      const { data } = await call("connectors.list after it", { team_id: existing.team_id });
      const isListed = data?.connectors.map(idOf).includes(connector?.connector_identifier);
      return `Read again: ${status}. Listed: ${isListed}.`;
    },
  },
  {
    question: "Do the 2xx carry the rate-limit headers?",
    ask: (run) => shareOf(run, "x-ratelimit-remaining"),
  },
  {
    question: "Do the 2xx carry an `X-Request-Id`?",
    ask: (run) => shareOf(run, "x-request-id"),
  },
  {
    question: "Which members of a connector, a configuration and a log entry always come?",
    ask: (run) => allUnless(run, "is missing"),
  },
  {
    question: "Are `created_at`, `updated_at` and `log_time` date-times?",
    ask: (run) => allUnless(run, "is not a date-time"),
  },
];

/** @param {{ connector_identifier?: string }} connector */
const idOf = ({ connector_identifier = "" }) => connector_identifier;

/** @param {import("supermetrics-connector-builder").ConnectorWithConfiguration | undefined} connector */
const configurationOf = (connector) => connector?.configuration?.configuration_json;

/** The configuration of a connector. @param {Run} run @param {string} label @param {Connector} [connector] */
const read = async ({ call }, label, connector) =>
  configurationOf((await call(label, connector)).data);

/** Whether the configuration is another, without a word of it. @param {object} [before] @param {object} [after] */
function compared(before, after) {
  if (!before || !after) return "unknown";
  return isDeepStrictEqual(before, after) ? "unchanged" : "changed";
}

/** @param {Run} run */
const secretOf = ({ name, existing }) => {
  return { ...existing, secret_name: name, secret_value: randomUUID() };
};

/** @param {Run} run @param {import("supermetrics-connector-builder").SecretList} [list] */
const placeholderOf = ({ name }, list) =>
  list?.secrets.find(({ secret_name }) => secret_name === name)?.secret_placeholder;

/** @param {Run} run @param {Connector} [connector] that has one secret of ours */
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

/** @param {Run} run @param {string} header */
function shareOf({ rows }, header) {
  const seen = rows.flatMap(({ headers }) => (headers ? [headers] : []));
  return `On ${seen.filter((names) => names.includes(header)).length} of ${seen.length}.`;
}

/** @param {Run} run @param {string} difference */
function allUnless({ rows }, difference) {
  const isSeen = rows.some(({ differences }) => differences.join().includes(difference));
  return isSeen ? `Not all: see "${difference}" below.` : "All of those below.";
}
