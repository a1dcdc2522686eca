// One class for each documented status.
import type { operations } from "../types.ts";
import { ApiError } from "./api.ts";
import { nameErrors } from "./base.ts";

/** 400: the request is malformed. */
export class BadRequestError extends ApiError {
  static {
    nameErrors(this, "BadRequestError");
  }
}

/** 401: the credential is missing, wrong or expired. */
export class AuthenticationError extends ApiError {
  static {
    nameErrors(this, "AuthenticationError");
  }
}

/** 403: the credential is good and may not do this. */
export class PermissionDeniedError extends ApiError {
  static {
    nameErrors(this, "PermissionDeniedError");
  }
}

/** 404: no such team, connector or placeholder. */
export class NotFoundError extends ApiError {
  static {
    nameErrors(this, "NotFoundError");
  }
}

/** 409: the secret exists already. */
export class ConflictError extends ApiError {
  static {
    nameErrors(this, "ConflictError");
  }
}

/** 422: a parameter is not acceptable; `description` may name it. */
export class UnprocessableEntityError extends ApiError {
  static {
    nameErrors(this, "UnprocessableEntityError");
  }
}

/** 429: too many requests; `retryAfter` says when to come back, where the server does. */
export class RateLimitError extends ApiError {
  static {
    nameErrors(this, "RateLimitError");
  }
}

/** 5xx: the server failed. */
export class ServerError extends ApiError {
  static {
    nameErrors(this, "ServerError");
  }
}

/** Every status of the spec that is no success. */
type DocumentedStatus = {
  [Id in keyof operations]: Exclude<keyof operations[Id]["responses"], 200 | 201 | 204>;
}[keyof operations];

/** A status that the spec gains and this table lacks does not compile. */
const CLASS_OF_STATUS: Record<DocumentedStatus, typeof ApiError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitError,
  500: ServerError,
};

export function errorClassOf(status: number): typeof ApiError {
  const documented: Partial<Record<number, typeof ApiError>> = CLASS_OF_STATUS;
  return documented[status] ?? (status >= 500 ? ServerError : ApiError);
}
