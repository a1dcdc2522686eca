// What each operation does to the store, and says.
import { createConnectorSecret, updateConnectorSecret } from "../../generated/contract.ts";
import { SUCCESS } from "../../generated/examples.ts";
import { check } from "../constraints.ts";
import { parseJson } from "../envelope.ts";
import type { ValidationIssue } from "../errors/local.ts";
import type { CreateSecretRequest, UpdateSecretRequest } from "../types.ts";
import { type Answer, failure, success } from "./answers.ts";
import type { Route } from "./router.ts";
import type { Shelf } from "./shelf.ts";

export interface Input {
  readonly secret_placeholder: string;
  /** The body's text. */
  readonly text: string;
  /** What the content type says of it. */
  readonly isJson: boolean;
}

type Operation = (shelf: Shelf, input: Input) => Answer;

export const OPERATIONS: Readonly<Record<Route["operationId"], Operation>> = {
  listConnectorSecrets: (shelf) => success(SUCCESS.listConnectorSecrets, shelf.list()),

  createConnectorSecret(shelf, input) {
    const { body, refusal } = readBody<CreateSecretRequest>(createConnectorSecret, input);
    if (refusal) return refusal;
    if (shelf.has(body.secret_name)) return failure(409);
    if (shelf.isFull) return failure(422, "The connector has no room for another secret.");
    shelf.add(body.secret_name, body.secret_value);
    return success(SUCCESS.createConnectorSecret, shelf.list());
  },

  updateConnectorSecret(shelf, input) {
    const secret = shelf.find(input.secret_placeholder);
    if (!secret) return failure(404);
    const { body, refusal } = readBody<UpdateSecretRequest>(updateConnectorSecret, input);
    if (refusal) return refusal;
    secret.secret_value = body.secret_value;
    return success(SUCCESS.updateConnectorSecret);
  },

  deleteConnectorSecret(shelf, { secret_placeholder }) {
    const secret = shelf.find(secret_placeholder);
    if (!secret) return failure(404);
    shelf.remove(secret);
    return success(SUCCESS.deleteConnectorSecret);
  },
};

type ReadBody<Body> = { body: Body; refusal?: undefined } | { body?: undefined; refusal: Answer };

/** Malformed JSON is a bad request; JSON that breaks the schema cannot be processed. */
function readBody<Body>(
  { body: schema }: typeof createConnectorSecret | typeof updateConnectorSecret,
  { text, isJson }: Input,
): ReadBody<Body> {
  const value = isJson ? parseJson(text) : undefined;
  if (value === undefined) return { refusal: failure(400) };
  const issues: ValidationIssue[] = [];
  check(schema, value, issues);
  // The check has just proven it, from the same spec as the type.
  if (issues.length === 0) return { body: value as Body };
  const sentences = issues.map(({ path, message }) => `${path || "The body"} ${message}.`);
  return { refusal: failure(422, sentences.join(" ")) };
}
