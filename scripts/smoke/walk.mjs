// The life of one throw-away secret, and what each step has shown.
import { randomUUID } from "node:crypto";
import { ConflictError } from "supermetrics-connector-builder";

/** @typedef {import("supermetrics-connector-builder").Client} Client */
/** @typedef {{ team_id: bigint, connector_identifier: string }} Connector */
/**
 * @typedef {object} Step
 * @property {string} call
 * @property {boolean} ok whether the answer is what the contract says
 * @property {string} answer
 * @property {string[] | undefined} [headers] names, of a 2xx alone
 */

/** No other name begins like this, so that leftovers can be found. */
export const newName = () => `smoke_test_${randomUUID().replaceAll("-", "").slice(0, 12)}`;

/**
 * @param {Client} client @param {Connector} connector
 * @param {string} secret_name @param {AbortSignal} signal
 * @param {(step: Step) => void} report
 */
export async function walk(client, connector, secret_name, signal, report) {
  const { secrets } = client;
  const options = { signal };

  /**
   * @template T @param {string} call
   * @param {import("supermetrics-connector-builder").ApiPromise<T>} promise
   * @param {(data: T) => string | undefined} [fault] what is wrong with the result
   */
  async function step(call, promise, fault = () => undefined) {
    try {
      const { data, response } = await promise.withResponse();
      const wrong = fault(data);
      const answer = `${response.status}${wrong ? `, but ${wrong}` : ""}`;
      report({ call, ok: !wrong, answer, headers: [...response.headers.keys()] });
      return data;
    } catch (error) {
      if (signal.aborted) throw error;
      report({ call, ok: false, answer: describe(error) });
      throw new StepError();
    }
  }

  await step("list", secrets.list(connector, options));
  const value = { secret_value: randomUUID() };
  const created = await step(
    "create",
    secrets.create({ ...connector, secret_name, ...value }, options),
    (list) => (placeholderIn(list, secret_name) ? undefined : "the new secret is not in the list"),
  );
  const secret_placeholder = placeholderIn(created, secret_name);
  if (!secret_placeholder) throw new StepError();
  await createAgain();
  const secret = { ...connector, secret_placeholder };
  await step("update", secrets.update({ ...secret, secret_value: randomUUID() }, options));
  await step("list after the update", secrets.list(connector, options), (list) =>
    list.secrets.some((item) => item.secret_placeholder === secret_placeholder)
      ? undefined
      : "the placeholder has changed",
  );
  await step("delete", secrets.delete(secret, options));
  await step("list after the delete", secrets.list(connector, options), (list) =>
    list.secrets.some((item) => item.secret_placeholder === secret_placeholder)
      ? "the deleted secret is still there"
      : undefined,
  );

  /** Neither answer is a fault: the contract leaves open what a 409 is keyed on. */
  async function createAgain() {
    const call = "create the same name again";
    try {
      const again = secrets.create({ ...connector, secret_name, ...value }, options);
      const { response } = await again.withResponse();
      report({ call, ok: true, answer: String(response.status) });
    } catch (error) {
      if (signal.aborted) throw error;
      report({ call, ok: error instanceof ConflictError, answer: describe(error) });
    }
  }
}

/** A step has failed and has been reported. */
export class StepError extends Error {}

/**
 * Deletes whatever bears the name. @returns {Promise<number>} how many that were
 * @param {Client} client @param {Connector} connector @param {string} secret_name
 */
export async function cleanUp({ secrets }, connector, secret_name) {
  const options = { maxRetries: 3 };
  const list = await secrets.list(connector, options);
  const left = list.secrets.filter((item) => item.secret_name === secret_name);
  for (const { secret_placeholder } of left) {
    await secrets.delete({ ...connector, secret_placeholder }, options);
  }
  return left.length;
}

/** @param {import("supermetrics-connector-builder").SecretList} list @param {string} secret_name */
function placeholderIn(list, secret_name) {
  return list.secrets.find((item) => item.secret_name === secret_name)?.secret_placeholder;
}

/** Safe to print: the client takes every value and credential out of its errors. @param {unknown} error */
export function describe(error) {
  if (!(error instanceof Error)) return "an unknown error";
  const status = "status" in error && error.status ? `${error.status} ` : "";
  const code = "code" in error && error.code ? `${error.code}, ` : "";
  return `${status}${code}${error.name}`;
}
