// From the last answer to a value or an error.
import { type Answer, requestIdOf } from "./answer.ts";
import type { Exchange } from "./api-promise.ts";
import { hasShape } from "./constraints.ts";
import { parseJson, readRateLimit } from "./envelope.ts";
import { apiError, unexpectedError } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
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
  { result }: OperationOf<Id>,
  request: Outgoing,
  answer: Answer,
): Exchange<ResultOf<Id>> {
  const { response, status, isRedirect, body } = answer;
  const isError = status >= 400 && !isRedirect;
  if (isError && !isDeleted(request, status)) throw apiError(answer, request);
  const text = textOf(body);
  const data = result && !isError ? parseJson(text) : undefined;
  const isDocumented = result ? hasShape(result, data) : text === "";
  if (!isError && (isRedirect || !body.complete || !isDocumented)) {
    throw unexpectedError(answer, request);
  }
  return {
    data: data as ResultOf<Id>,
    withResponse: () => ({
      data: data as ResultOf<Id>,
      response,
      requestId: requestIdOf(answer, request.task),
      rateLimit: readRateLimit(response.headers),
    }),
  };
}

/** A secret that is gone after our own delete was lost: the delete did arrive. */
function isDeleted({ method, task }: Outgoing, status: number): boolean {
  return method === "DELETE" && status === 404 && task.outcome === "unknown";
}
