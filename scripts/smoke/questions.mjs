// What is asked of the real API, in order. A question is a row of openapi/api-observations.md; a step
// without one only compares responses with the contract.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { describe } from "./report.mjs";

/** @typedef {import("./report.mjs").Row} Row */
/** @typedef {{ team_id: bigint, connector_identifier: string }} Connector */
/** @typedef {import("supermetrics-connector-builder").ConnectorWithConfiguration} Shown */
/**
 * What a run knows: `name` is of all that it creates, `existing` the user's connector, `made` and
 * `others` the ids of connectors that the run created, and may not touch; `connector` is the throw-away
 * one, `placeholder` that of the throw-away secret, `first` and `last` the connector as it was seen.
 * @typedef {ReturnType<typeof import("./report.mjs").createReport> & {
 *   client: import("supermetrics-connector-builder").Client, signal: AbortSignal, name: string,
 *   existing: Connector, withConnectors: boolean, made: string[], others?: string[],
 *   placeholder?: string | undefined, connector?: Connector | undefined, first?: Shown, last?: Shown,
 * }} Run
 *
 * @typedef {object} Question
 * @property {string} [question]
 * @property {"placeholder" | "connector" | "withConnectors"} [needs] without it, there is nothing to ask
 * @property {(run: Run) => Promise<string | void> | string} ask
 */

const CHANGES = "Does creating a secret change `configuration_json`?";
const OPEN = { isOpen: true };

/** @type {Question[]} */
export const QUESTIONS = [
  {
    question: "Do connectors come without `configuration` unless `include_configs` asks for it?",
    async ask(run) {
      const { team_id } = run.existing;
      const asked = { team_id, include_configs: true };
      const { data: plain } = await run.call("connectors.list", { team_id });
      const { data: full } = await run.call("connectors.list with `include_configs`", asked);
      run.others = plain?.connectors.map(identifierOf);
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
    async ask({ existing, call, name }) {
      const params = { ...existing, connector_identifier: name };
      return `${(await call("logs.list of an unknown connector", params, OPEN)).status}.`;
    },
  },
  {
    question: "Is a `limit` beyond 1000 refused or cut?",
    // By `client.http`: the method itself refuses the limit.
    async ask({ client, existing, signal }) {
      const path = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/logs";
      const params = { path: existing, query: { limit: 1001 } };
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
      const { existing, call, name } = run;
      if (!(await call("secrets.list", existing)).data) return undefined;
      const before = await call("connectors.get before the secret", existing);
      const { data } = await call("secrets.create", secretOf(run));
      run.placeholder = placeholderOf(data, name);
      if (!run.placeholder) return undefined;
      const after = await call("connectors.get after the secret", existing);
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
    async ask({ existing, call, placeholder }) {
      const params = { ...existing, secret_placeholder: placeholder, secret_value: "" };
      const { status } = await call("secrets.update to an empty value", params, OPEN);
      return `A value: ${status}. A name was not tried.`;
    },
  },
  {
    question: "Is a deleted secret gone?",
    needs: "placeholder",
    async ask({ existing, call, name, placeholder }) {
      const secret = { ...existing, secret_placeholder: placeholder };
      await call("secrets.update", { ...secret, secret_value: randomUUID() });
      await call("secrets.delete", secret);
      return `Listed: ${placeholderOf((await call("secrets.list after it", existing)).data, name) !== undefined}.`;
    },
  },
  {
    needs: "withConnectors",
    async ask(run) {
      run.connector = await create(run, "connectors.create");
    },
  },
  {
    question: CHANGES,
    needs: "connector",
    async ask(run) {
      run.first = (await run.call("connectors.get of it", run.connector)).data;
      await run.call("secrets.create in it", { ...secretOf(run), ...run.connector });
      run.last = (await run.call("connectors.get after it", run.connector)).data;
      return `A new connector: ${compared(run.first, run.last)}.`;
    },
  },
  {
    question: "Does a PUT of an older configuration lose what the server has added?",
    needs: "connector",
    async ask(run) {
      const { name, call, first, last, connector } = run;
      const configuration = { configuration_json: configurationOf(first) ?? {} };
      const described = { connector: { name, description: "First" }, configuration };
      await call("connectors.update", { ...connector, ...described });
      const { data: now } = await call("connectors.get after it", connector);
      run.last = now;
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
    async ask(run) {
      const { name, call, first, last, connector } = run;
      const described = { ...connector, connector: { name, description: "Second" } };
      const one = await call("connectors.update without `configuration`", described, OPEN);
      const configuration = { configuration_json: configurationOf(first) ?? {} };
      const configured = { ...connector, configuration };
      const other = await call("connectors.update without `connector`", configured, OPEN);
      const { data: now } = await call("connectors.get after both", connector);
      run.last = now;
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
      const { call, connector, last } = run;
      const from = { connector_identifier: connector?.connector_identifier };
      const duplicate = await create(run, "connectors.create of a duplicate", from);
      if (!duplicate) return undefined;
      const { data } = await call("connectors.get of it", duplicate);
      const count = (await call("secrets.list of it", duplicate)).data?.secrets.length;
      await call("connectors.delete of the duplicate", duplicate);
      return `${count ?? "unknown"} of 1. Its configuration: ${compared(last, data)}.`;
    },
  },
  {
    question: "Is a deleted connector gone for good?",
    needs: "connector",
    async ask({ existing, call, connector }) {
      await call("connectors.delete", connector);
      const { status } = await call("connectors.get after it", connector, OPEN);
      const { data } = await call("connectors.list after it", { team_id: existing.team_id });
      const isListed = data?.connectors.map(identifierOf).includes(connector?.connector_identifier);
      return `Read again: ${status}. Listed: ${isListed}.`;
    },
  },
  {
    question: "Do the 2xx carry the rate-limit headers?",
    ask: ({ rows }) => shareOf(rows, "x-ratelimit-remaining"),
  },
  {
    question: "Do the 2xx carry an `X-Request-Id`?",
    ask: ({ rows }) => shareOf(rows, "x-request-id"),
  },
  {
    question: "Which members of a connector, a configuration and a log entry always come?",
    ask: ({ rows }) => unless(rows, "is missing"),
  },
  {
    question: "Are `created_at`, `updated_at` and `log_time` date-times?",
    ask: ({ rows }) => unless(rows, "is not a date-time"),
  },
];

/** @param {Row[]} rows @param {string} header */
function shareOf(rows, header) {
  const seen = rows.flatMap(({ headers }) => (headers ? [headers] : []));
  return `On ${seen.filter((names) => names.includes(header)).length} of ${seen.length}.`;
}

/** @param {Row[]} rows @param {string} difference */
function unless(rows, difference) {
  const isSeen = rows.some(({ differences }) => differences.join().includes(difference));
  return isSeen ? `Not all: see "${difference}" below.` : "All of those below.";
}

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
const secretOf = ({ name, existing }) => {
  return { ...existing, secret_name: name, secret_value: randomUUID() };
};

/** @param {import("supermetrics-connector-builder").SecretList | undefined} list @param {string} name */
const placeholderOf = (list, name) =>
  list?.secrets.find(({ secret_name }) => secret_name === name)?.secret_placeholder;

/** @param {Run} run @param {string} label @param {object} [from] @returns {Promise<Connector | undefined>} */
async function create({ existing: { team_id }, call, name, others, made }, label, from) {
  const { data } = await call(label, { team_id, title: name, ...from });
  const connector_identifier = data?.connector_identifier;
  // Whatever a response says, what was there before is not ours to change.
  if (!connector_identifier || !others || others.includes(connector_identifier)) return undefined;
  made.push(connector_identifier);
  return { team_id, connector_identifier };
}
