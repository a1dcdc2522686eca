// From the last answer to a value or an error.
import type { Exchange } from "./api-promise.ts";
import { type Answer, isRedirect, requestIdOf } from "./attempt.ts";
import { hasShape } from "./constraints.ts";
import { parseJson, readRateLimit } from "./envelope.ts";
import { apiError, unexpectedError } from "./failure.ts";
import type { Call } from "./outgoing.ts";
import { textOf } from "./read-body.ts";
import type { operations } from "./types.ts";
import type { OperationId, OperationOf } from "./validate.ts";

/** The JSON body of an operation's success, or nothing. */
export type ResultOf<Id extends OperationId> = JsonOf<
  operations[Id]["responses"][keyof operations[Id]["responses"] & (200 | 201 | 204)]
>;
type JsonOf<Response> = Response extends { content: { "application/json": infer Body } }
  ? Body
  : undefined;

/** @throws `ApiError` for a 4xx or 5xx, `UnexpectedResponseError` for what is not documented */
export function readAnswer<Id extends OperationId>(
  operation: OperationOf<Id>,
  answer: Answer,
  call: Call,
): Exchange<ResultOf<Id>> {
  const { response, status } = answer;
  if (isRedirect(answer)) throw unexpectedError(answer, call);
  if (status >= 400 && !isDeleted(answer, call)) throw apiError(answer, call);
  const data = status >= 400 ? (undefined as ResultOf<Id>) : readSuccess(operation, answer, call);
  return {
    data,
    withResponse() {
      const requestId = requestIdOf(answer);
      const rateLimit = readRateLimit(response.headers);
      return { data, response, requestId: requestId && call.clean(requestId), rateLimit };
    },
  };
}

/** A secret that is gone after our own delete was lost: the delete did arrive. */
function isDeleted({ request, status }: Answer, { outcome }: Call): boolean {
  return request.method === "DELETE" && status === 404 && outcome === "unknown";
}

function readSuccess<Id extends OperationId>(
  { result }: OperationOf<Id>,
  answer: Answer,
  call: Call,
): ResultOf<Id> {
  const text = answer.body?.complete ? textOf(answer.body) : undefined;
  if (!result && text === "") return undefined as ResultOf<Id>;
  const value = result && text !== undefined ? parseJson(text) : undefined;
  if (result && hasShape(result, value)) return value as ResultOf<Id>;
  throw unexpectedError(answer, call);
}
